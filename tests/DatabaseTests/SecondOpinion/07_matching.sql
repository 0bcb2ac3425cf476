-- The ladder from an address to an entry of Matrikkelen. Makes match: for each address that may have a unit,
-- which rule decided, how many entries it found, and in which unit.

-- Only addresses in Norway that have a key; Svalbard's are not asked, save for the unit that FREG gives a residence.
create table asked as
select a.address, a.form, a.municipality, p.code_state <> 'current' as is_out_of_use, p.successors,
    a.cadastral_identifier, street_name(a.street) as street_name, a.street_code, a.number, a.letter, a.postal_code, a.land, a.title, a.leasehold, a.sub
from document_address a
join address_place p using (address)
where a.form in ('street', 'cadastral') and (a.unit_of_freg is not null or left(a.municipality, 2) not in ('21', '22'));

-- Where today an address of this row's municipality may lie: there, or in what became of it.
create table asked_municipality as
select address, municipality, false as is_reformed from asked where not is_out_of_use
union all
select address, unnest(successors), true from asked where is_out_of_use;

-- The id, which only counts when nothing else contradicts it.
create table found_by_id as
select a.address, e.entry, e.unit, coalesce(
        (a.form = 'street') = e.is_street
        and case
            when a.form = 'street' then a.number is null or (a.number = e.number and a.letter = e.letter)
            else a.land = e.land and a.title = e.title and a.leasehold = e.leasehold and (a.sub is null or a.sub = e.sub) end
        and case
            when a.municipality = e.municipality then a.form = 'cadastral' or if(a.street_code is not null, a.street_code = e.street_code, a.street_name = e.street_name)
            else a.is_out_of_use and (a.successors = [] or list_contains(a.successors, e.municipality)) and (a.form = 'cadastral' or a.street_name = e.street_name) end,
        false) as agrees
from asked a join matrikkelen e on e.id = a.cadastral_identifier;

-- Municipality, street code, number, letter. A number without a letter takes all letters when there is no such address; no number takes the street.
create table found_by_street_key as
with near as (
    select a.address, a.street_name, a.number, a.letter, e.entry, e.unit, e.street_name as entry_street, e.letter as entry_letter, a.number is null or a.letter = e.letter as is_exact
    from asked a join asked_municipality t using (address)
    join matrikkelen e on e.is_street and e.municipality = t.municipality and e.street_code = a.street_code
    where a.form = 'street' and (a.number is null or a.number = e.number) and (not t.is_reformed or a.street_name = e.street_name)
)
from near
qualify is_exact or (letter = '' and not bool_or(is_exact) over (partition by address));

-- Municipality and cadastral number, against cadastral addresses only; a reform keeps it only where old and new are one to one.
create table found_by_cadastral_key as
select a.address, e.entry, e.unit
from asked a join asked_municipality t using (address)
join matrikkelen e on not e.is_street and e.municipality = t.municipality and e.land = a.land and e.title = a.title and e.leasehold = a.leasehold
where a.form = 'cadastral' and (a.sub is null or a.sub = e.sub)
    and (not t.is_reformed or exists (
        from address_place p join municipality_successor s on s.code = p.municipality and s.valid_from = p.version_from
        where p.address = a.address and len(p.successors) = 1 and s.successor = t.municipality and s.is_renumbering));

-- Municipality, street name, number, letter, postal code where the row has one.
create table found_by_name_key as
with near as (
    select a.address, a.letter, e.entry, e.unit, a.letter = e.letter as is_exact
    from asked a join asked_municipality t using (address)
    join matrikkelen e on e.is_street and e.municipality = t.municipality and e.street_name = a.street_name and e.number = a.number
    where a.form = 'street' and (a.postal_code is null or a.postal_code = e.postal_code)
)
from near
qualify is_exact or (letter = '' and not bool_or(is_exact) over (partition by address));

-- The first rule that finds any entry decides, and is final.
create table match as
with by_id as (
    select address, count(*) as candidates, any_value(unit) as unit, bool_and(agrees) as agrees from found_by_id group by address
),
by_street as (
    select address, count(*) as candidates, any_value(unit) as unit, count(distinct unit) as units, bool_or(street_name is not null and street_name <> entry_street) as is_otherwise_named
    from found_by_street_key group by address
),
by_cadastral as (
    select address, count(*) as candidates, any_value(unit) as unit, count(distinct unit) as units from found_by_cadastral_key group by address
),
by_name as (
    select address, count(*) as candidates, list(distinct unit) as units from found_by_name_key group by address
),
-- another street's name and that street elsewhere: code and name contradict each other
contradicted as (
    select s.address from by_street s join by_name n using (address) where s.is_otherwise_named and n.units <> [s.unit]
),
decided as (
    select a.address,
        case when i.address is not null then 'address-id' when s.address is not null then 'street-key' when c.address is not null then 'cadastral-key' when n.address is not null then 'name-key' end as rule,
        coalesce(i.candidates, s.candidates, c.candidates, n.candidates) as candidates,
        case when i.address is not null then i.unit when s.address is not null then s.unit when c.address is not null then c.unit else n.units[1] end as unit,
        case when i.address is not null then if(i.agrees, null, 'id-conflict')
            when s.address is not null then if(s.units > 1 or x.address is not null, 'ambiguous', null)
            when c.address is not null then if(c.units > 1, 'ambiguous', null)
            when n.address is not null then if(len(n.units) > 1, 'ambiguous', null) end as doubt,
        a.cadastral_identifier is not null or (a.form = 'street' and (a.street_code is not null or (a.street_name is not null and a.number is not null)))
            or (a.form = 'cadastral' and a.land is not null and a.title is not null) as has_key
    from asked a
    left join by_id i using (address) left join by_street s using (address) left join by_cadastral c using (address) left join by_name n using (address)
    left join contradicted x using (address)
)
select address, rule, candidates, has_key,
    coalesce(doubt, if(is_unspecified(unit), 'unit-unspecified', null)) as doubt,
    if(doubt is null and not is_unspecified(unit), unit, null) as unit
from decided;
