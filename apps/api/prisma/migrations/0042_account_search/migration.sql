-- Staff find an account by any part of a name or an address, at any number of accounts (decision 0042).

-- The pieces of a text by which it is found: every two and every three letters that stand together, lower case. In any
-- script: pg_trgm would know only the letters of the database's locale, and ours (C.UTF-8) has it skip Chinese.
-- Its cost is told as it is, some 40 microseconds: believed to be cheap, it would be asked of every row on the way.
CREATE FUNCTION search_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS $$
  SELECT coalesce(array_agg(DISTINCT substr(lower(words), at, size)), '{}')
    FROM generate_series(1, length(words) - 1) AS at, (VALUES (2), (3)) AS sizes (size)
   WHERE at + size - 1 <= length(words)
$$;

-- The pieces that a text must have to contain these words: threes, where there are three letters.
CREATE FUNCTION search_needles(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT substr(lower(words), at, least(length(words), 3))), '{}')
    FROM generate_series(1, greatest(length(words) - 2, 1)) AS at
$$;

CREATE INDEX account_name_grams ON account USING gin (search_grams(name));
CREATE INDEX auth_user_email_grams ON auth_user USING gin (search_grams(email));
CREATE INDEX auth_user_name_grams ON auth_user USING gin (search_grams(name));

-- The newest accounts whose name, or somebody's name or e-mail, has the words in it; and those of whom they are a number or
-- a provider's payment. What many have is found among the newest; only what few have is looked up by its pieces, and then
-- all of it. Left to choose, the planner would guess how many match, and guess wrong.
-- A function of the owner, because behind a row policy PostgreSQL uses no index for comparisons that it does not hold for
-- leakproof; it answers the platform only, whose policy lets it see every account.
CREATE FUNCTION find_accounts(words text, most int) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sought constant text := lower(words);
  newest constant int := 500;
  many uuid[];
BEGIN
  IF current_setting('tenure.scope', true) IS DISTINCT FROM 'platform' THEN
    RAISE EXCEPTION 'only the platform searches accounts' USING ERRCODE = '42501';
  END IF;
  RETURN QUERY
    SELECT account_id FROM "order" WHERE number = upper(words)
    UNION SELECT account_id FROM refund WHERE number = upper(words)
    UNION SELECT account_id FROM refund_case WHERE number = upper(words)
    UNION SELECT account_id FROM invoice WHERE number = upper(words)
    UNION SELECT account_id FROM payment WHERE provider_payment_id = words AND provider IN ('stripe', 'antom');

  -- The limit within keeps it a look at each of them: as a condition it would be joined to every login there is.
  many := ARRAY(
    SELECT a.id FROM (SELECT id, name FROM account ORDER BY id DESC LIMIT newest) a
      LEFT JOIN LATERAL (
        SELECT true AS named FROM member m JOIN auth_user u ON u.id = m.login_id
         WHERE m.account_id = a.id AND (strpos(lower(u.email), sought) > 0 OR strpos(lower(u.name), sought) > 0)
         LIMIT 1) someone ON true
     WHERE strpos(lower(a.name), sought) > 0 OR someone.named
     ORDER BY a.id DESC LIMIT most);
  IF cardinality(many) >= most THEN
    RETURN QUERY SELECT unnest(many);
    RETURN;
  END IF;

  RETURN QUERY
    WITH accounts AS MATERIALIZED (
      SELECT id FROM account WHERE search_grams(name) @> search_needles(words) AND strpos(lower(name), sought) > 0),
    logins AS MATERIALIZED (
      SELECT id FROM auth_user WHERE search_grams(email) @> search_needles(words) AND strpos(lower(email), sought) > 0
      UNION
      SELECT id FROM auth_user WHERE search_grams(name) @> search_needles(words) AND strpos(lower(name), sought) > 0)
    SELECT id FROM accounts
    UNION SELECT m.account_id FROM logins JOIN member m ON m.login_id = logins.id
    ORDER BY 1 DESC LIMIT most;
END $$;
REVOKE EXECUTE ON FUNCTION find_accounts(text, int) FROM public;
GRANT EXECUTE ON FUNCTION find_accounts(text, int) TO tenure_app;
