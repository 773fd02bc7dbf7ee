-- One SQL expression over the body in the file named by :path, in a throw-away cluster:
-- psql -v path=body.json -v expression="<expression of :'body'>" -f make.sql
\set body `cat :path`
\pset tuples_only on
\pset format unaligned
select :expression;
