-- Takes over what another server knew of a device, if the device is as the node read it.
-- KEYS  device seen index counts outbox audit result
-- ARGV  id revision registration members now partition event auditEntry head last tree schema
-- head: empty to leave it and the tree; else the device has not called here. last: when it called there.
local id, now = ARGV[1], tonumber(ARGV[5])
if redis.call('EXISTS', KEYS[7]) == 1 then
  return 'repeated'
end
local f = redis.call('HMGET', KEYS[1], 'v', 'm', 'h', 't')
if (f[1] or '0') ~= ARGV[2] then
  return 'changed'
end
if not f[1] then
  redis.call('HINCRBY', KEYS[4], 'devices', 1)
  redis.call('ZADD', KEYS[2], 0, id)
end
-- needs reindex append audit
reindex(KEYS[3], id, f[2] or '', ARGV[4])
redis.call('HSET', KEYS[1], 'r', ARGV[3], 'm', ARGV[4], 'g', '')
if ARGV[9] ~= '' then
  if not f[3] then
    redis.call('HINCRBY', KEYS[4], 'called', 1)
  end
  redis.call('ZADD', KEYS[2], ARGV[10], id)
  -- needs schema_of recount
  recount(KEYS[4], schema_of(f[4]), ARGV[12])
  redis.call('HSET', KEYS[1], 'h', ARGV[9], 't', ARGV[11])
end
redis.call('HINCRBY', KEYS[1], 'v', 1)
append(KEYS[5], KEYS[4], { ARGV[7] })
audit(KEYS[6], KEYS[4], now, tonumber(ARGV[6]), ARGV[8])
redis.call('SET', KEYS[7], '1', 'PX', 600000)
return 'done'
