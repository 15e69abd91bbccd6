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
, account TEXT NOT NULL DEFAULT '', as_of TEXT NOT NULL DEFAULT '', as_of_sure INTEGER NOT NULL DEFAULT 0 CHECK (as_of_sure IN (0, 1)), replaces INTEGER NOT NULL DEFAULT 0 CHECK (replaces IN (0, 1)), rows_read INTEGER, rows_new INTEGER, rows_updated INTEGER, rows_unchanged INTEGER, rows_skipped INTEGER, rows_problems INTEGER, after_history INTEGER NOT NULL DEFAULT 0, seen TEXT NOT NULL DEFAULT '', world TEXT NOT NULL DEFAULT '', undone_at TEXT) STRICT;

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
  reported_as     TEXT, told_at TEXT NOT NULL DEFAULT '', told_surely INTEGER NOT NULL DEFAULT 0 CHECK (told_surely IN (0, 1)),
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
  hash              TEXT NOT NULL UNIQUE CHECK (length(hash) = 64), undoes INTEGER REFERENCES import_batches (id),
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

CREATE TABLE commission_words (
  commission_id   INTEGER NOT NULL REFERENCES commissions (id),
  batch_id        INTEGER NOT NULL REFERENCES import_batches (id),
  said            TEXT NOT NULL CHECK (said <> ''),
  estimate_micros INTEGER CHECK (estimate_micros BETWEEN -10000000000000000 AND 10000000000000000),
  settled_micros  INTEGER CHECK (settled_micros BETWEEN -10000000000000000 AND 10000000000000000),
  happened_at     TEXT NOT NULL DEFAULT '',
  as_of           TEXT NOT NULL DEFAULT '',
  platform_status TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (batch_id, commission_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX commission_words_by_commission ON commission_words (commission_id);

CREATE TRIGGER commission_history_moves_state AFTER INSERT ON commission_history
WHEN NEW.kind = 'state' AND NEW.undoes IS NULL
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

CREATE TRIGGER commission_history_takes_back AFTER INSERT ON commission_history
WHEN NEW.kind = 'state' AND NEW.undoes IS NOT NULL
BEGIN
  UPDATE commissions SET
    state = NEW.state,
    estimate_micros = NEW.estimate_micros,
    settled_micros = NEW.settled_micros,
    platform_status = NEW.platform_status,
    reason = NEW.reason,
    settled_at = iif(NEW.state IN ('settled', 'paid'), coalesce(NEW.happened_at, settled_at), NULL),
    paid_at = iif(NEW.state = 'paid', paid_at, NULL)
  WHERE id = NEW.commission_id;
END;

CREATE VIEW commission_facts AS
SELECT
  c.id, c.platform, c.account, c.order_id, c.line, c.currency, c.quantity, c.ordered_at,
  c.state, c.estimate_micros, c.settled_micros, c.adjusted_micros,
  coalesce(c.settled_micros, c.estimate_micros, 0) AS amount_micros,
  c.settled_at, c.channel, c.item, c.sub_id, c.reason,
  p.code AS product, p.title AS product_title, c.item_title,
  l.code AS link, l.campaign AS campaign, l.person AS person
FROM commissions c
LEFT JOIN products p ON p.id = c.product_id
LEFT JOIN links l ON l.id = c.link_id;

CREATE TRIGGER commission_words_no_update BEFORE UPDATE ON commission_words
BEGIN SELECT raise(ABORT, 'what a report said is never edited'); END;

CREATE TRIGGER commission_words_no_delete BEFORE DELETE ON commission_words
BEGIN SELECT raise(ABORT, 'what a report said is never edited'); END;

CREATE TABLE payouts (
  id             INTEGER PRIMARY KEY,
  platform       TEXT NOT NULL CHECK (platform <> ''),
  account        TEXT NOT NULL DEFAULT '',
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  paid_on        TEXT NOT NULL CHECK (length(paid_on) = 10),
  reference      TEXT NOT NULL DEFAULT '',
  gross_micros   INTEGER NOT NULL CHECK (gross_micros BETWEEN -10000000000000000 AND 10000000000000000),
  fee_micros     INTEGER NOT NULL CHECK (fee_micros BETWEEN -10000000000000000 AND 10000000000000000),
  tax_micros     INTEGER NOT NULL CHECK (tax_micros BETWEEN -10000000000000000 AND 10000000000000000),
  net_micros     INTEGER NOT NULL CHECK (net_micros = gross_micros - fee_micros - tax_micros),
  line_count     INTEGER NOT NULL CHECK (line_count >= 0),
  covered_micros INTEGER NOT NULL,
  recorded_at    TEXT NOT NULL,
  voided_at      TEXT
) STRICT;

CREATE UNIQUE INDEX payouts_one_reference ON payouts (platform, account, reference) WHERE reference <> '' AND voided_at IS NULL;

CREATE INDEX payouts_by_paid_on ON payouts (paid_on);

CREATE TRIGGER payouts_identity BEFORE UPDATE OF id, platform, account, currency, paid_on, reference, gross_micros, fee_micros, tax_micros, net_micros, line_count, covered_micros, recorded_at ON payouts
BEGIN SELECT raise(ABORT, 'a payout is never edited: void it and add it again'); END;

CREATE TRIGGER payouts_no_delete BEFORE DELETE ON payouts
BEGIN SELECT raise(ABORT, 'a payout is never deleted: void it with a reason'); END;

CREATE TABLE payout_history (
  id            INTEGER PRIMARY KEY,
  payout_id     INTEGER NOT NULL REFERENCES payouts (id),
  kind          TEXT NOT NULL CHECK (kind <> ''),
  commission_id INTEGER REFERENCES commissions (id),
  history_id    INTEGER REFERENCES commission_history (id),
  micros        INTEGER CHECK (micros BETWEEN -10000000000000000 AND 10000000000000000),
  reason        TEXT NOT NULL DEFAULT '',
  recorded_at   TEXT NOT NULL,
  hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  CHECK ((kind = 'covers') = (commission_id IS NOT NULL AND micros IS NOT NULL))
) STRICT;

CREATE INDEX payout_history_by_commission ON payout_history (commission_id);

CREATE UNIQUE INDEX payout_history_line_once ON payout_history (payout_id, commission_id) WHERE kind = 'covers';

CREATE TRIGGER payout_history_no_update BEFORE UPDATE ON payout_history
BEGIN SELECT raise(ABORT, 'a row of the payouts is never edited: void the payout with a reason'); END;

CREATE TRIGGER payout_history_no_delete BEFORE DELETE ON payout_history
BEGIN SELECT raise(ABORT, 'a row of the payouts is never edited: void the payout with a reason'); END;

CREATE TRIGGER payout_history_voids AFTER INSERT ON payout_history WHEN NEW.kind = 'void'
BEGIN UPDATE payouts SET voided_at = NEW.recorded_at WHERE id = NEW.payout_id; END;

CREATE VIEW commission_balances AS
SELECT
  c.id, c.platform, c.account, c.order_id, c.line, c.nth, c.currency, c.item, c.quantity, c.ordered_at, c.state,
  c.sub_id, c.channel, c.estimate_micros, c.settled_micros, c.adjusted_micros, c.price_micros, c.base_micros,
  c.rate_billionths, c.fee_micros, c.refunded_micros, c.confirmed_at, c.settled_at, c.paid_at,
  p.code AS product, coalesce(nullif(c.item_title, ''), p.title, '') AS title, l.code AS link,
  coalesce(k.micros, 0) AS received_micros, coalesce(k.payouts, 0) AS payouts,
  CASE
    WHEN c.state = 'settled' OR (c.state = 'paid' AND k.payouts > 0)
      THEN coalesce(c.settled_micros, 0) + c.adjusted_micros - coalesce(k.micros, 0)
    WHEN c.state = 'paid' THEN (
      SELECT coalesce(sum(h.adjustment_micros), 0) FROM commission_history h
      JOIN commission_history s ON s.id = (
        SELECT max(id) FROM commission_history WHERE commission_id = c.id AND state = 'paid')
      WHERE h.commission_id = c.id AND h.kind = 'adjustment' AND h.id > s.id
        AND (h.batch_id IS NULL OR h.batch_id IS NOT s.batch_id))
    ELSE 0
  END AS owed_micros,
  (SELECT coalesce(h.happened_at, h.recorded_at) FROM commission_history h
    WHERE h.commission_id = c.id AND h.state = c.state ORDER BY h.id LIMIT 1) AS since,
  (SELECT h.platform_status FROM commission_history h
    WHERE h.commission_id = c.id AND h.platform_status <> '' ORDER BY h.id DESC LIMIT 1) AS word,
  c.reason
FROM commissions c
LEFT JOIN products p ON p.id = c.product_id
LEFT JOIN links l ON l.id = c.link_id
LEFT JOIN (
  SELECT h.commission_id, sum(h.micros) AS micros, count(*) AS payouts
  FROM payout_history h JOIN payouts o ON o.id = h.payout_id
  WHERE h.kind = 'covers' AND o.voided_at IS NULL GROUP BY h.commission_id
) k ON k.commission_id = c.id;

CREATE TABLE sub_id_matches (
  id         INTEGER PRIMARY KEY,
  platform   TEXT NOT NULL DEFAULT '',
  sub_id     TEXT NOT NULL CHECK (sub_id <> ''),
  product_id INTEGER REFERENCES products (id),
  link_id    INTEGER REFERENCES links (id),
  channel    TEXT NOT NULL DEFAULT '',
  matched_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER sub_id_matches_no_update BEFORE UPDATE ON sub_id_matches
BEGIN SELECT raise(ABORT, 'a match is never edited: match the sub-id again'); END;

CREATE TRIGGER sub_id_matches_no_delete BEFORE DELETE ON sub_id_matches
BEGIN SELECT raise(ABORT, 'a match is never edited: match the sub-id again'); END;

CREATE TABLE exchange_rates (
  base        TEXT NOT NULL CHECK (length(base) = 3),
  quote       TEXT NOT NULL CHECK (length(quote) = 3),
  day         TEXT NOT NULL CHECK (length(day) = 10),
  billionths  INTEGER NOT NULL CHECK (billionths BETWEEN 1 AND 1000000000000000),
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (base, quote, day),
  CHECK (base <> quote)
) STRICT, WITHOUT ROWID;

CREATE TABLE goals (
  start    TEXT NOT NULL CHECK (length(start) = 10),
  last     TEXT NOT NULL CHECK (length(last) = 10),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  micros   INTEGER NOT NULL CHECK (micros BETWEEN 1 AND 10000000000000000),
  set_at   TEXT NOT NULL,
  PRIMARY KEY (start, last, currency),
  CHECK (start <= last)
) STRICT, WITHOUT ROWID;

PRAGMA application_id = 1397244748;
PRAGMA user_version = 9;
