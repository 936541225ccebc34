-- Staff find an account by any part of a name or an address, at any number of accounts (decision 0042).

-- The pieces of a text by which it is found: every two and every three letters that stand together, lower case. In any
-- script: pg_trgm would know only the letters of the database's locale, and ours (C.UTF-8) has it skip Chinese.
CREATE FUNCTION search_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
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
-- a provider's payment. A function of the owner, because behind a row policy PostgreSQL uses no index for comparisons
-- that it does not hold for leakproof; it answers the platform only, whose policy lets it see every account.
CREATE FUNCTION find_accounts(words text, most int) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  -- Planned with the words in place: how many match decides whether an index of pieces or the order of ids is walked.
  RETURN QUERY EXECUTE
    'SELECT id FROM account
      WHERE search_grams(name) @> search_needles($1) AND strpos(lower(name), lower($1)) > 0
      ORDER BY id DESC LIMIT $2' USING words, most;
  RETURN QUERY EXECUTE
    'SELECT m.account_id FROM member m JOIN auth_user u ON u.id = m.login_id
      WHERE search_grams(u.email) @> search_needles($1) AND strpos(lower(u.email), lower($1)) > 0
      ORDER BY m.account_id DESC LIMIT $2' USING words, most;
  RETURN QUERY EXECUTE
    'SELECT m.account_id FROM member m JOIN auth_user u ON u.id = m.login_id
      WHERE search_grams(u.name) @> search_needles($1) AND strpos(lower(u.name), lower($1)) > 0
      ORDER BY m.account_id DESC LIMIT $2' USING words, most;
END $$;
REVOKE EXECUTE ON FUNCTION find_accounts(text, int) FROM public;
GRANT EXECUTE ON FUNCTION find_accounts(text, int) TO tenure_app;
