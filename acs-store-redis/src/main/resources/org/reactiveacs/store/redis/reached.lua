-- Keeps how a device was reached, if it is there.
-- KEYS  device
-- ARGV  record, empty for none
if ARGV[1] == '' then
  redis.call('HDEL', KEYS[1], 'w')
elseif redis.call('HEXISTS', KEYS[1], 'v') == 1 then
  redis.call('HSET', KEYS[1], 'w', ARGV[1])
end
return 1
