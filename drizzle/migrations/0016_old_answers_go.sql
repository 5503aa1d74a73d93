-- An answer is kept for those who ask again because they did not hear it; nobody does after a week. Made beside other rows and no
-- part of the record, it may go, which a log may not: the kind, from which the grants follow, changes.
comment on table idempotency_keys is 'derived: answers given, so that a retried request gets the same one; gone after a week';
