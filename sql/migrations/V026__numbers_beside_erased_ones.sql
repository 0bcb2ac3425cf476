-- Documents of erased persons may come to list other numbers. Contact data under these wait for nobody, and a pass that doesn't read the documents must know.

create table protected.beside_erased (
    identification_number text collate "C" not null,
    primary key (identification_number)
) with (vacuum_truncate = false, toast.vacuum_truncate = false);
comment on table protected.beside_erased is 'Numbers that documents of erased persons list beside those that are erased, as of the last night. Whose they are else may be published.';
comment on column protected.beside_erased.identification_number is 'Fødselsnummer or D-number, eleven digits.';
