-- What the store says of its format; a new store is given one.
-- KEYS: format; ARGV: the format of a new store
-- Returns written, oldest, since in milliseconds.
if redis.call('exists', KEYS[1]) == 0 then
  redis.call('hset', KEYS[1], 'written', ARGV[1], 'oldest', ARGV[1], 'since', '0')
end
return redis.call('hmget', KEYS[1], 'written', 'oldest', 'since')
