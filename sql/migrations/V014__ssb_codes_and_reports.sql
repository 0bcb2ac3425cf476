-- Statistics Norway's codes beside the mart's, and the right to read reports as an analyst.

alter table mart.code
    add column ssb_code text collate "C",
    add column klass_id integer;

comment on column mart.code.ssb_code is 'The value in Statistics Norway''s code list; null where there is none.';
comment on column mart.code.klass_id is 'That list''s number in KLASS.';

create or replace view analysis.code as
select
    code_list,
    code,
    norwegian_term,
    ssb_code,
    klass_id
from mart.code;

comment on column analysis.code.ssb_code is 'The value in Statistics Norway''s code list; null where there is none.';
comment on column analysis.code.klass_id is 'That list''s number in KLASS.';

-- `report` takes on the role mart_analyst: a superuser may, another owner becomes a member of what it created
do $$
begin
    if not pg_has_role(current_user, 'mart_analyst', 'usage') then
        execute format('grant mart_analyst to %I', current_user);
    end if;
exception
    -- who doesn't own the roles is given this one by who does
    when insufficient_privilege then null;
end
$$;
