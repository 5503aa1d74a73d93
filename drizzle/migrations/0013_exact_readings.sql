-- A replay computes in double precision; what is stored must not differ from it by rounding.
alter table readings
  alter column k type double precision,
  alter column norm type double precision;
