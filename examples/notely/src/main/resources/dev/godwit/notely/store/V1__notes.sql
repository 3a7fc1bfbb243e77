-- Moments are milliseconds since 1970: both databases compare them as numbers, and "newer wins" is one statement.
create table notes (
    id ${uuid} not null primary key,
    creator ${uuid} not null,
    created_at bigint not null,
    updated_at bigint not null,
    content text not null
);

-- Ends with the key, so that a chunk of one account's notes costs its own rows.
create index notes_of_creator on notes (creator, id);
