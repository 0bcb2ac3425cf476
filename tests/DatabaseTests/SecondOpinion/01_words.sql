-- The words that every later file uses: Norwegian dates, numbers read from text, and what counts as one street name.

-- An instant falls on the date that calendars in Norway show.
create macro norwegian_date(instant) as cast(instant at time zone 'Europe/Oslo' as date);

-- Text of FREG, KRR or KLASS: "" stands for nothing.
create macro given(text) as nullif(text, '');

-- Digits alone, leading zeros ignored; null for anything else.
create macro whole_number(text) as case when regexp_full_match(text, '[0-9]{1,18}') then cast(text as bigint) end;

-- A version holds until it says that it doesn't (erGjeldende), or that it ended (opphørstidspunkt).
create macro holds(is_valid, valid_to) as coalesce(is_valid, valid_to is null);

-- Half open periods; an end that is null is not known yet.
create macro covers(valid_from, valid_to, day) as day >= valid_from and day < coalesce(valid_to, date '9999-12-31');

-- A street's name in two steps. Abbreviations are written out and endings made one while words can still be told apart …
create macro written_out(name) as
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(upper(nfc_normalize(name)), 'V\.\s*$', 'VEI'),
                'GT\.|(^|[\s\-])GT\s*$', '\1GATE', 'g'),
            'VEG([\s\-]|$)', 'VEI\1', 'g'),
        'VEGEN([\s\-]|$)', 'VEIEN\1', 'g');

-- … then what is not a letter or a digit of the name is left out, which may bring an ending together.
create macro squeezed(name) as given(regexp_replace(written_out(name), '[\s\x{00A0}\-\x{2010}-\x{2015}.''’`´]', '', 'g'));
create macro street_name(name) as regexp_replace(squeezed(name), 'VEG(EN)?$', 'VEI\1');

-- How strict a grading is: a row without one counts as Confidential, a value never heard of as StrictlyConfidential.
create macro strictness(grading) as
    case grading when 'ugradert' then 0 when 'klientadresse' then 1 when 'fortrolig' then 2 when 'strengtFortrolig' then 3
        else if(grading is null, 2, 3) end;
create macro grading_name(strictness) as ['Unclassified', 'ClientAddress', 'Confidential', 'StrictlyConfidential'][strictness + 1];
