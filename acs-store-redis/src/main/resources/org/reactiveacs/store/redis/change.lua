-- Writes what an operator says of a device, if the device is as it was when the node read it.
-- KEYS  device seen index counts outbox audit result
-- ARGV  id revision registration access members now partition event auditEntry
-- access: empty to leave it. The gate is closed: the next Inform is judged anew.
local id, now = ARGV[1], tonumber(ARGV[6])
if redis.call('EXISTS', KEYS[7]) == 1 then
  return 'repeated'
end
local f = redis.call('HMGET', KEYS[1], 'v', 'm')
if (f[1] or '0') ~= ARGV[2] then
  return 'changed'
end
if not f[1] then
  redis.call('HINCRBY', KEYS[4], 'devices', 1)
  redis.call('ZADD', KEYS[2], 0, id)
end
reindex(KEYS[3], id, f[2] or '', ARGV[5])
redis.call('HSET', KEYS[1], 'r', ARGV[3], 'm', ARGV[5], 'g', '')
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'a', ARGV[4])
end
redis.call('HINCRBY', KEYS[1], 'v', 1)
append(KEYS[5], KEYS[4], { ARGV[8] })
audit(KEYS[6], KEYS[4], now, tonumber(ARGV[7]), ARGV[9])
redis.call('SET', KEYS[7], '1', 'PX', 600000)
return 'done'
