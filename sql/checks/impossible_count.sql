-- No table has fewer rows than none, each person lists a number, and at most one contact record is a person's.
-- scope: aggregate
-- severity: stop
with counted as (
    select t.table_name, t.row_count, p.row_count as persons
    from ops.table_count t
    left join ops.table_count p on p.table_name = 'mart.person'
)
select table_name
from counted
where row_count < 0
    or (table_name = 'mart.person_identifier' and row_count < persons)
    or (table_name = 'mart.person_contact' and row_count > persons)
