-- Writes documents.
-- KEYS  group
-- ARGV  names and records in turns
redis.call('HSET', KEYS[1], unpack(ARGV))
return 1
