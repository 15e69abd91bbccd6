-- The whole schema after every step in migrations/. Written by `make bless`; read this first.

CREATE TABLE settings (
  key   TEXT PRIMARY KEY CHECK (key <> ''),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  width  INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  jpeg   BLOB NOT NULL
) STRICT;

CREATE TABLE products (
  id               INTEGER PRIMARY KEY,
  code             TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
  title            TEXT NOT NULL CHECK (title <> ''),
  price_micros     INTEGER CHECK (price_micros BETWEEN 0 AND 10000000000000000),
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  rate_billionths  INTEGER CHECK (rate_billionths BETWEEN 0 AND 1000000000),
  platform         TEXT NOT NULL CHECK (platform <> ''),
  item             TEXT NOT NULL DEFAULT '',
  url              TEXT NOT NULL CHECK (length(url) <= 2048),
  status           TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  image_sha256     TEXT REFERENCES images (sha256),
  created_at       TEXT NOT NULL,
  updated_at       TEXT NOT NULL
, was_micros INTEGER CHECK (was_micros BETWEEN 0 AND 10000000000000000), note TEXT NOT NULL DEFAULT '', focus_x INTEGER NOT NULL DEFAULT 50 CHECK (focus_x BETWEEN 0 AND 100), focus_y INTEGER NOT NULL DEFAULT 50 CHECK (focus_y BETWEEN 0 AND 100)) STRICT;

CREATE INDEX products_by_item ON products (platform, item) WHERE item <> '';

CREATE INDEX products_by_url ON products (url);

CREATE TABLE product_tags (
  product_id INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  tag        TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (product_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_tags_by_tag ON product_tags (tag);

CREATE TABLE links (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
  product_id  INTEGER NOT NULL REFERENCES products (id),
  channel     TEXT NOT NULL CHECK (channel <> ''),
  campaign    TEXT NOT NULL DEFAULT '',
  destination TEXT NOT NULL CHECK (length(destination) <= 2048),
  status      TEXT NOT NULL DEFAULT 'active' CHECK (status <> ''),
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL
, person TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE link_history (
  id          INTEGER PRIMARY KEY,
  link_id     INTEGER NOT NULL REFERENCES links (id),
  event       TEXT NOT NULL CHECK (event <> ''),
  destination TEXT NOT NULL,
  at          TEXT NOT NULL
) STRICT;

CREATE INDEX link_history_by_link ON link_history (link_id);

CREATE TRIGGER link_history_no_update BEFORE UPDATE ON link_history
BEGIN SELECT raise(ABORT, 'a link''s history is never edited'); END;

CREATE TRIGGER link_history_no_delete BEFORE DELETE ON link_history
BEGIN SELECT raise(ABORT, 'a link''s history is never edited'); END;

CREATE TABLE import_batches (
  id          INTEGER PRIMARY KEY,
  file        TEXT NOT NULL,
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  platform    TEXT NOT NULL,
  layout      TEXT NOT NULL,
  imported_at TEXT NOT NULL
) STRICT;

CREATE INDEX import_batches_by_sha256 ON import_batches (sha256);

CREATE TABLE commissions (
  id              INTEGER PRIMARY KEY,
  platform        TEXT NOT NULL,
  account         TEXT NOT NULL DEFAULT '',
  order_id        TEXT NOT NULL CHECK (order_id <> ''),
  line            TEXT NOT NULL DEFAULT '',
  nth             INTEGER NOT NULL DEFAULT 1 CHECK (nth >= 1),
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  item            TEXT NOT NULL DEFAULT '',
  item_title      TEXT NOT NULL DEFAULT '',
  quantity        INTEGER NOT NULL DEFAULT 1 CHECK (quantity >= 0),
  ordered_at      TEXT NOT NULL,
  sub_id          TEXT NOT NULL DEFAULT '',
  product_id      INTEGER REFERENCES products (id),
  link_id         INTEGER REFERENCES links (id),
  channel         TEXT NOT NULL DEFAULT '',
  batch_id        INTEGER REFERENCES import_batches (id),
  state           TEXT NOT NULL DEFAULT 'pending' CHECK (state <> ''),
  estimate_micros INTEGER CHECK (estimate_micros BETWEEN -10000000000000000 AND 10000000000000000),
  settled_micros  INTEGER CHECK (settled_micros BETWEEN -10000000000000000 AND 10000000000000000),
  adjusted_micros INTEGER NOT NULL DEFAULT 0 CHECK (adjusted_micros BETWEEN -10000000000000000 AND 10000000000000000),
  platform_status TEXT NOT NULL DEFAULT '',
  reason          TEXT NOT NULL DEFAULT '',
  confirmed_at    TEXT,
  settled_at      TEXT,
  paid_at         TEXT,
  price_micros    INTEGER CHECK (price_micros BETWEEN -10000000000000000 AND 10000000000000000),
  base_micros     INTEGER CHECK (base_micros BETWEEN -10000000000000000 AND 10000000000000000),
  rate_billionths INTEGER CHECK (rate_billionths BETWEEN 0 AND 1000000000),
  fee_micros      INTEGER CHECK (fee_micros BETWEEN -10000000000000000 AND 10000000000000000),
  refunded_micros INTEGER CHECK (refunded_micros BETWEEN -10000000000000000 AND 10000000000000000),
  reported_as     TEXT,
  UNIQUE (platform, account, order_id, line, nth)
) STRICT;

CREATE INDEX commissions_by_ordered_at ON commissions (ordered_at);

CREATE INDEX commissions_by_order ON commissions (platform, order_id);

CREATE INDEX commissions_by_product ON commissions (product_id);

CREATE INDEX commissions_by_link ON commissions (link_id);

CREATE TABLE commission_history (
  id                INTEGER PRIMARY KEY,
  commission_id     INTEGER NOT NULL REFERENCES commissions (id),
  kind              TEXT NOT NULL CHECK (kind <> ''),
  state             TEXT CHECK (state <> ''),
  estimate_micros   INTEGER CHECK (estimate_micros BETWEEN -10000000000000000 AND 10000000000000000),
  settled_micros    INTEGER CHECK (settled_micros BETWEEN -10000000000000000 AND 10000000000000000),
  adjustment_micros INTEGER CHECK (adjustment_micros BETWEEN -10000000000000000 AND 10000000000000000),
  reason            TEXT NOT NULL DEFAULT '',
  platform_status   TEXT NOT NULL DEFAULT '',
  happened_at       TEXT,
  recorded_at       TEXT NOT NULL,
  batch_id          INTEGER REFERENCES import_batches (id),
  hash              TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  CHECK ((kind = 'state') = (state IS NOT NULL)),
  CHECK ((kind = 'adjustment') = (adjustment_micros IS NOT NULL))
) STRICT;

CREATE INDEX commission_history_by_commission ON commission_history (commission_id);

CREATE TRIGGER commission_history_no_update BEFORE UPDATE ON commission_history
BEGIN SELECT raise(ABORT, 'a ledger row is never edited: add one with a reason'); END;

CREATE TRIGGER commission_history_no_delete BEFORE DELETE ON commission_history
BEGIN SELECT raise(ABORT, 'a ledger row is never edited: add one with a reason'); END;

CREATE TRIGGER commissions_no_delete BEFORE DELETE ON commissions
BEGIN SELECT raise(ABORT, 'a ledger row is never deleted: add one with a reason'); END;

CREATE TRIGGER commissions_identity
BEFORE UPDATE OF platform, account, order_id, line, nth, currency, ordered_at ON commissions
BEGIN SELECT raise(ABORT, 'what identifies a commission is never edited'); END;

CREATE TRIGGER commission_history_moves_state AFTER INSERT ON commission_history WHEN NEW.kind = 'state'
BEGIN
  UPDATE commissions SET
    state = NEW.state,
    estimate_micros = coalesce(NEW.estimate_micros, estimate_micros),
    settled_micros = coalesce(NEW.settled_micros, settled_micros),
    platform_status = NEW.platform_status,
    reason = NEW.reason,
    confirmed_at = coalesce(iif(NEW.state = 'confirmed', NEW.happened_at, NULL), confirmed_at),
    settled_at = coalesce(iif(NEW.state = 'settled', NEW.happened_at, NULL), settled_at),
    paid_at = coalesce(iif(NEW.state = 'paid', NEW.happened_at, NULL), paid_at)
  WHERE id = NEW.commission_id;
END;

CREATE TRIGGER commission_history_adjusts AFTER INSERT ON commission_history WHEN NEW.kind = 'adjustment'
BEGIN
  UPDATE commissions SET
    adjusted_micros = adjusted_micros + NEW.adjustment_micros,
    platform_status = NEW.platform_status,
    reason = NEW.reason
  WHERE id = NEW.commission_id;
END;

CREATE TABLE seller_pictures (
  kind   TEXT PRIMARY KEY CHECK (kind <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  width  INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  jpeg   BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX links_one_active ON links (product_id, channel, campaign, person) WHERE status = 'active';

CREATE VIEW commission_facts AS
SELECT
  c.id, c.platform, c.account, c.order_id, c.line, c.currency, c.quantity, c.ordered_at,
  c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros,
  coalesce(c.settled_micros, c.estimate_micros, 0) AS amount_micros,
  c.settled_at, c.channel, c.item, c.sub_id,
  p.code AS product, p.title AS product_title, c.item_title,
  l.code AS link, l.campaign AS campaign, l.person AS person
FROM commissions c
LEFT JOIN products p ON p.id = c.product_id
LEFT JOIN links l ON l.id = c.link_id;

PRAGMA application_id = 1397244748;
PRAGMA user_version = 6;
