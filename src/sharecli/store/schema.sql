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
, person TEXT NOT NULL DEFAULT '', opens_at TEXT CHECK (opens_at <> ''), closes_at TEXT CHECK (closes_at <> '' AND closes_at > opens_at), fallback TEXT NOT NULL DEFAULT '' CHECK (length(fallback) <= 2048), max_clicks INTEGER CHECK (max_clicks > 0)) STRICT;

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

CREATE VIEW link_targets AS
SELECT code, id AS link_id, destination, status, opens_at, closes_at, fallback, max_clicks FROM links;

CREATE TABLE backends (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  kind        TEXT NOT NULL CHECK (kind <> ''),
  address     TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 2048),
  domain      TEXT NOT NULL DEFAULT '',
  private     INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
  hyphens     INTEGER CHECK (hyphens IN (0, 1)),
  unique_urls INTEGER CHECK (unique_urls IN (0, 1)),
  added_at    TEXT NOT NULL,
  removed_at  TEXT
) STRICT;

CREATE UNIQUE INDEX backends_one_name ON backends (name) WHERE removed_at IS NULL;

CREATE TABLE backend_checks (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  kind       TEXT NOT NULL CHECK (kind <> ''),
  alive      INTEGER NOT NULL CHECK (alive IN (0, 1)),
  code       TEXT NOT NULL DEFAULT '',
  said       TEXT NOT NULL DEFAULT '' CHECK (length(said) <= 500),
  millis     INTEGER NOT NULL CHECK (millis >= 0),
  checked_at TEXT NOT NULL
) STRICT;

CREATE INDEX backend_checks_by_name ON backend_checks (name);

CREATE TABLE carried_links (
  id          INTEGER PRIMARY KEY,
  link_id     INTEGER NOT NULL REFERENCES links (id),
  backend_id  INTEGER NOT NULL REFERENCES backends (id),
  state       TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'carried')),
  short_url   TEXT NOT NULL DEFAULT '' CHECK (length(short_url) <= 2048),
  far_id      TEXT NOT NULL DEFAULT '' CHECK (length(far_id) <= 200),
  destination TEXT NOT NULL DEFAULT '',
  target      TEXT NOT NULL DEFAULT '',
  problem     TEXT NOT NULL DEFAULT '',
  why         TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 500),
  tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  again_at    TEXT,
  verified_at TEXT,
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  UNIQUE (link_id, backend_id),
  CHECK ((state = 'carried') = (short_url <> ''))
) STRICT;

CREATE TABLE carried_visits (
  id         INTEGER PRIMARY KEY,
  carried_id INTEGER NOT NULL REFERENCES carried_links (id),
  visits     INTEGER NOT NULL CHECK (visits >= 0),
  people     INTEGER CHECK (people >= 0),
  bots       INTEGER CHECK (bots >= 0),
  read_at    TEXT NOT NULL
) STRICT;

CREATE INDEX carried_visits_by_carried ON carried_visits (carried_id);

CREATE VIEW carried_facts AS
SELECT
  c.id, c.link_id, c.backend_id, l.code, p.code AS product, l.channel, l.status, b.name AS backend, b.kind,
  c.state, c.short_url, c.far_id, c.destination, c.target, c.problem, c.why, c.tries, c.again_at, c.verified_at,
  l.destination AS now_destination, v.visits, v.people, v.bots, v.read_at
FROM carried_links c
JOIN links l ON l.id = c.link_id
JOIN products p ON p.id = l.product_id
JOIN backends b ON b.id = c.backend_id
LEFT JOIN carried_visits v ON v.id = (SELECT max(id) FROM carried_visits WHERE carried_id = c.id);

CREATE TABLE people (
  id           INTEGER PRIMARY KEY,
  word         TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
  name         TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 200),
  stage        TEXT NOT NULL DEFAULT 'stranger' CHECK (stage IN ('stranger', 'acquaintance', 'trusted', 'advocate')),
  brought_by   INTEGER REFERENCES people (id) CHECK (brought_by <> id),
  next_touch   TEXT CHECK (length(next_touch) = 10),
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  forgotten_at TEXT,
  CHECK ((forgotten_at IS NULL) = (name <> '')),
  CHECK (forgotten_at IS NULL OR next_touch IS NULL)
) STRICT;

CREATE INDEX people_by_name ON people (name);

CREATE INDEX people_by_brought_by ON people (brought_by);

CREATE INDEX links_by_person ON links (person) WHERE person <> '';

CREATE TABLE person_stages (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES people (id),
  stage      TEXT NOT NULL CHECK (stage IN ('stranger', 'acquaintance', 'trusted', 'advocate')),
  reached_at TEXT NOT NULL
) STRICT;

CREATE INDEX person_stages_by_person ON person_stages (person_id);

CREATE TRIGGER person_stages_no_update BEFORE UPDATE ON person_stages
BEGIN SELECT raise(ABORT, 'a step of trust is never edited: add the next one'); END;

CREATE TRIGGER person_stages_no_delete BEFORE DELETE ON person_stages
BEGIN SELECT raise(ABORT, 'a step of trust is never edited: add the next one'); END;

CREATE TRIGGER person_stages_moves AFTER INSERT ON person_stages
BEGIN UPDATE people SET stage = NEW.stage WHERE id = NEW.person_id; END;

CREATE TABLE person_handles (
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  channel   TEXT NOT NULL CHECK (channel <> ''),
  handle    TEXT NOT NULL CHECK (handle <> ''),
  PRIMARY KEY (person_id, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_tags (
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  tag       TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (person_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_tags_by_tag ON person_tags (tag);

CREATE TABLE person_notes (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  stage_id  INTEGER REFERENCES person_stages (id),
  text      TEXT NOT NULL CHECK (text <> ''),
  noted_at  TEXT NOT NULL
) STRICT;

CREATE INDEX person_notes_by_person ON person_notes (person_id);

CREATE TABLE groups (
  id            INTEGER PRIMARY KEY,
  word          TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
  name          TEXT NOT NULL CHECK (name <> '' AND length(name) <= 200),
  channel       TEXT NOT NULL CHECK (channel <> ''),
  size          INTEGER CHECK (size BETWEEN 0 AND 1000000000),
  cooldown_days INTEGER NOT NULL DEFAULT 7 CHECK (cooldown_days BETWEEN 0 AND 3650),
  posts_a_day   INTEGER NOT NULL DEFAULT 2 CHECK (posts_a_day BETWEEN 0 AND 1000),
  status        TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL
) STRICT;

CREATE TABLE group_tags (
  group_id INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  tag      TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (group_id, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_tags_by_tag ON group_tags (tag);

CREATE TABLE group_people (
  group_id  INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_people_by_person ON group_people (person_id);

CREATE TABLE shares (
  id            INTEGER PRIMARY KEY,
  link_id       INTEGER NOT NULL REFERENCES links (id),
  product_id    INTEGER NOT NULL REFERENCES products (id),
  channel       TEXT NOT NULL CHECK (channel <> ''),
  group_id      INTEGER REFERENCES groups (id),
  person_word   TEXT NOT NULL DEFAULT '',
  content       TEXT NOT NULL DEFAULT '',
  shared_at     TEXT NOT NULL,
  forced        INTEGER NOT NULL DEFAULT 0 CHECK (forced IN (0, 1)),
  label_removed INTEGER NOT NULL DEFAULT 0 CHECK (label_removed IN (0, 1)),
  files_folder  TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX shares_by_shared_at ON shares (shared_at);

CREATE INDEX shares_by_group ON shares (group_id, shared_at, product_id);

CREATE INDEX shares_by_product ON shares (product_id, shared_at);

CREATE INDEX shares_by_link ON shares (link_id);

CREATE INDEX shares_by_person ON shares (person_word, shared_at) WHERE person_word <> '';

CREATE TRIGGER shares_no_update BEFORE UPDATE OF id, link_id, product_id, channel, group_id, content, shared_at, forced, label_removed ON shares
BEGIN SELECT raise(ABORT, 'a row of the diary is never edited'); END;

CREATE TRIGGER shares_forget_only BEFORE UPDATE OF person_word, files_folder ON shares
WHEN NEW.person_word NOT GLOB 'gone-*' OR NEW.files_folder NOT IN (OLD.files_folder, '')
BEGIN SELECT raise(ABORT, 'a row of the diary is never edited'); END;

CREATE TRIGGER shares_no_delete BEFORE DELETE ON shares
BEGIN SELECT raise(ABORT, 'a row of the diary is never deleted'); END;

CREATE TABLE partner_terms (
  id                INTEGER PRIMARY KEY,
  person_id         INTEGER NOT NULL REFERENCES people (id),
  kind              TEXT NOT NULL CHECK (kind IN ('terms', 'end')),
  from_day          TEXT NOT NULL CHECK (length(from_day) = 10),
  until_day         TEXT CHECK (length(until_day) = 10 AND until_day >= from_day),
  rate_billionths   INTEGER CHECK (rate_billionths BETWEEN 1 AND 1000000000),
  second_billionths INTEGER CHECK (second_billionths BETWEEN 0 AND 1000000000 - rate_billionths),
  invited_by        INTEGER REFERENCES people (id) CHECK (invited_by <> person_id),
  recorded_at       TEXT NOT NULL,
  hash              TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  CHECK ((kind = 'terms') = (rate_billionths IS NOT NULL)),
  CHECK ((kind = 'terms') = (second_billionths IS NOT NULL)),
  CHECK (kind = 'terms' OR (until_day IS NULL AND invited_by IS NULL))
) STRICT;

CREATE INDEX partner_terms_by_person ON partner_terms (person_id);

CREATE TABLE partner_payments (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES people (id),
  kind          TEXT NOT NULL CHECK (kind IN ('paid', 'void')),
  voids         INTEGER REFERENCES partner_payments (id) CHECK (voids < id),
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  paid_on       TEXT NOT NULL CHECK (length(paid_on) = 10),
  micros        INTEGER NOT NULL CHECK (micros BETWEEN 1 AND 10000000000000000),
  reference     TEXT NOT NULL DEFAULT '',
  reason        TEXT NOT NULL DEFAULT '',
  earned_micros INTEGER NOT NULL CHECK (earned_micros BETWEEN -10000000000000000 AND 10000000000000000),
  history_id    INTEGER REFERENCES commission_history (id),
  recorded_at   TEXT NOT NULL,
  hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  CHECK ((kind = 'void') = (voids IS NOT NULL))
) STRICT;

CREATE INDEX partner_payments_by_person ON partner_payments (person_id);

CREATE UNIQUE INDEX partner_payments_void_once ON partner_payments (voids) WHERE voids IS NOT NULL;

CREATE TRIGGER partner_terms_no_update BEFORE UPDATE ON partner_terms
BEGIN SELECT raise(ABORT, 'terms are never edited: add the next ones'); END;

CREATE TRIGGER partner_terms_no_delete BEFORE DELETE ON partner_terms
BEGIN SELECT raise(ABORT, 'terms are never edited: add the next ones'); END;

CREATE TRIGGER partner_payments_no_update BEFORE UPDATE ON partner_payments
BEGIN SELECT raise(ABORT, 'a payment is never edited: take it back with a reason'); END;

CREATE TRIGGER partner_payments_no_delete BEFORE DELETE ON partner_payments
BEGIN SELECT raise(ABORT, 'a payment is never edited: take it back with a reason'); END;

CREATE TABLE deals (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (code <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('group', 'bargain')),
  product_id  INTEGER NOT NULL REFERENCES products (id),
  channel     TEXT NOT NULL DEFAULT '',
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  from_micros INTEGER NOT NULL CHECK (from_micros BETWEEN 0 AND 10000000000000000),
  goal_micros INTEGER NOT NULL CHECK (goal_micros BETWEEN 0 AND 10000000000000000 AND goal_micros < from_micros),
  size        INTEGER NOT NULL CHECK (size BETWEEN 1 AND 1000),
  seed        INTEGER CHECK (seed >= 0),
  cuts        TEXT NOT NULL DEFAULT '',
  person_word TEXT NOT NULL DEFAULT '',
  opened_at   TEXT NOT NULL,
  closes_at   TEXT NOT NULL CHECK (closes_at > opened_at),
  CHECK (kind = 'bargain' OR size >= 2),
  CHECK ((kind = 'bargain') = (seed IS NOT NULL)),
  CHECK ((kind = 'bargain') = (cuts <> ''))
) STRICT;

CREATE INDEX deals_by_product ON deals (product_id);

CREATE INDEX deals_by_closes_at ON deals (closes_at);

CREATE TRIGGER deals_no_update BEFORE UPDATE OF id, code, kind, product_id, channel, currency, from_micros, goal_micros, size, seed, cuts, opened_at, closes_at ON deals
BEGIN SELECT raise(ABORT, 'a deal is never edited: its price and its deadline stand'); END;

CREATE TRIGGER deals_forget_only BEFORE UPDATE OF person_word ON deals
WHEN OLD.person_word = '' OR NEW.person_word NOT GLOB 'gone-*'
BEGIN SELECT raise(ABORT, 'a deal is never edited'); END;

CREATE TRIGGER deals_no_delete BEFORE DELETE ON deals
BEGIN SELECT raise(ABORT, 'a deal is never deleted: close it'); END;

CREATE TABLE deal_events (
  id          INTEGER PRIMARY KEY,
  deal_id     INTEGER NOT NULL REFERENCES deals (id),
  kind        TEXT NOT NULL CHECK (kind IN ('joined', 'paid', 'left', 'refunded', 'cut', 'closed')),
  person_word TEXT NOT NULL DEFAULT '',
  micros      INTEGER CHECK (micros BETWEEN 0 AND 10000000000000000 AND micros > 0),
  how         TEXT NOT NULL DEFAULT ''
              CHECK (how IN ('', 'solo-price', 'seller-tops-up', 'price-reached')),
  happened_at TEXT NOT NULL,
  CHECK ((kind = 'closed') = (person_word = '')),
  CHECK ((kind = 'cut') = (micros IS NOT NULL)),
  CHECK (kind = 'closed' OR how = '')
) STRICT;

CREATE INDEX deal_events_by_deal ON deal_events (deal_id);

CREATE UNIQUE INDEX deal_events_one_help ON deal_events (deal_id, person_word) WHERE kind = 'cut';

CREATE UNIQUE INDEX deal_events_one_end ON deal_events (deal_id) WHERE kind = 'closed';

CREATE TRIGGER deal_events_in_time BEFORE INSERT ON deal_events
WHEN NEW.kind IN ('joined', 'cut')
  AND NEW.happened_at >= (SELECT closes_at FROM deals WHERE id = NEW.deal_id)
BEGIN SELECT raise(ABORT, 'the deadline of the deal has passed'); END;

CREATE TRIGGER deal_events_no_update BEFORE UPDATE OF id, deal_id, kind, micros, how, happened_at ON deal_events
BEGIN SELECT raise(ABORT, 'what happened to a deal is never edited'); END;

CREATE TRIGGER deal_events_forget_only BEFORE UPDATE OF person_word ON deal_events
WHEN OLD.person_word = '' OR NEW.person_word NOT GLOB 'gone-*'
BEGIN SELECT raise(ABORT, 'what happened to a deal is never edited'); END;

CREATE TRIGGER deal_events_no_delete BEFORE DELETE ON deal_events
BEGIN SELECT raise(ABORT, 'what happened to a deal is never deleted'); END;

CREATE TABLE contents (
  id         INTEGER PRIMARY KEY,
  word       TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (word <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('review', 'video', 'live', 'post', 'other')),
  title      TEXT NOT NULL CHECK (title <> '' AND length(title) <= 300),
  url        TEXT NOT NULL DEFAULT '',
  channel    TEXT NOT NULL DEFAULT '',
  made_on    TEXT NOT NULL CHECK (length(made_on) = 10),
  status     TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX links_by_campaign ON links (campaign) WHERE campaign <> '';

CREATE TABLE chain_heads (
  chain  TEXT PRIMARY KEY CHECK (chain <> ''),
  length INTEGER NOT NULL CHECK (length > 0),
  hash   TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER partner_terms_head AFTER INSERT ON partner_terms
BEGIN
  INSERT INTO chain_heads (chain, length, hash) VALUES ('partner_terms', NEW.id, NEW.hash)
  ON CONFLICT (chain) DO UPDATE SET length = NEW.id, hash = NEW.hash;
END;

CREATE TRIGGER partner_payments_head AFTER INSERT ON partner_payments
BEGIN
  INSERT INTO chain_heads (chain, length, hash) VALUES ('partner_payments', NEW.id, NEW.hash)
  ON CONFLICT (chain) DO UPDATE SET length = NEW.id, hash = NEW.hash;
END;

CREATE TRIGGER chain_heads_no_delete BEFORE DELETE ON chain_heads
BEGIN SELECT raise(ABORT, 'the end of a chain is never forgotten'); END;

PRAGMA application_id = 1397244748;
PRAGMA user_version = 17;
