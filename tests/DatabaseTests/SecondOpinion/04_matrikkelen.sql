-- Matrikkelen: an entry is one address of today, with its unit as it stands there.
-- Makes matrikkelen.

create table matrikkelen as
select row_number() over () as entry,
    whole_number(adresseId) as id,
    kommunenummer as municipality,
    adressetype = 'vegadresse' as is_street,
    whole_number(adressekode) as street_code,
    street_name(adressenavn) as street_name,
    whole_number(nummer) as number,
    coalesce(upper(bokstav), '') as letter,
    given(postnummer) as postal_code,
    whole_number(gardsnummer) as land,
    whole_number(bruksnummer) as title,
    coalesce(whole_number(festenummer), 0) as leasehold,
    coalesce(whole_number(undernummer), 0) as sub,
    coalesce(grunnkretsnummer, '') as unit
from read_csv(getvariable('matrikkelen'), delim = ';', quote = '', escape = '', header = true, all_varchar = true, union_by_name = true);

-- What Matrikkelen has instead of a unit when it knows none.
create macro is_unspecified(unit) as unit in ('', '0') or right(unit, 4) in ('0000', '9999');
