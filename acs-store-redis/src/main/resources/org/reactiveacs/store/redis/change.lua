-- Writes what an operator says of a device, if all that the node made it from is as it read it. Arrivals that tell nothing
-- new do not matter, so a device that calls all the time can be changed, too.
-- KEYS  device seen index counts outbox audit result
-- ARGV  id there registration access members now partition event auditEntry lastRegistration lastAccess lastMembers
--       retired
-- there: whether there was a device (1). access: empty to leave it. What was last is empty where there was none. The gate
-- is closed: the next Inform is judged anew. retired: whether another device came in its place (1): then it counts as silent no more.
local id, now = ARGV[1], tonumber(ARGV[6])
if redis.call('EXISTS', KEYS[7]) == 1 then
  return 'repeated'
end
local f = redis.call('HMGET', KEYS[1], 'v', 'm', 'r', 'a', 'z')
if (f[1] and '1' or '0') ~= ARGV[2] or (f[3] or '') ~= ARGV[10] or (f[4] or '') ~= ARGV[11] or (f[2] or '') ~= ARGV[12] then
  return 'changed'
end
if not f[1] then
  redis.call('HINCRBY', KEYS[4], 'devices', 1)
  redis.call('ZADD', KEYS[2], 0, id)
end
-- needs reindex append audit
reindex(KEYS[3], id, f[2] or '', ARGV[5])
redis.call('HSET', KEYS[1], 'r', ARGV[3], 'm', ARGV[5], 'g', '')
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'a', ARGV[4])
end
if ARGV[13] == '1' and f[5] then
  -- needs end_silence
  end_silence(KEYS[1], KEYS[3], KEYS[4], id)
end
redis.call('HINCRBY', KEYS[1], 'v', 1)
append(KEYS[5], KEYS[4], { ARGV[8] })
audit(KEYS[6], KEYS[4], now, tonumber(ARGV[7]), ARGV[9])
redis.call('SET', KEYS[7], '1', 'PX', 600000)
return 'done'
