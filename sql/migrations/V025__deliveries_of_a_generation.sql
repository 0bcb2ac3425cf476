-- Small passes come every few minutes, and each noted the whole chains that it stood on: they note what is new.

comment on table ops.generation_delivery is 'The deliveries that a generation was built from. One that names FREG''s full delivery names everything; any other names what is new in it, and stands for the deliveries of the one before it, too.';
