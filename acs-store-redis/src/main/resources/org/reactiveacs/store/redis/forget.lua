-- Forgets a device with all that stands under its name. A session of it is fenced by the device being gone.
-- KEYS  device tasks ended due seen index counts outbox audit result open
-- ARGV  id now partition event auditEntry
local id = ARGV[1]
local result = redis.call('GET', KEYS[10])
if result then
  return tonumber(result)
end
local f = redis.call('HMGET', KEYS[1], 'v', 'm', 'n', 'x', 't', 'h', 'j', 'z')
if not f[1] then
  redis.call('SET', KEYS[10], '0', 'PX', 600000)
  return 0
end
-- needs called token_of reindex session_member schema_of recount silence_member end_silence append audit
reindex(KEYS[6], id, f[2] or '', '')
local _, peer = called(f[3])
if peer ~= '' then
  redis.call('ZREM', KEYS[6], 'p' .. peer .. '\0' .. id)
end
local token = token_of(f[4])
if token then
  redis.call('ZREM', KEYS[11], session_member(token, id))
end
recount(KEYS[7], schema_of(f[5]), '')
local tasks = redis.call('HKEYS', KEYS[2])
for i = 1, #tasks do
  redis.call('ZREM', KEYS[4], 'T' .. id .. '\n' .. tasks[i])
end
if #tasks > 0 then
  redis.call('HINCRBY', KEYS[7], 'tasks', -#tasks)
end
redis.call('HINCRBY', KEYS[7], 'devices', -1)
if f[6] or f[7] then
  redis.call('HINCRBY', KEYS[7], 'called', -1)
end
redis.call('ZREM', KEYS[4], silence_member(id))
if f[8] then
  end_silence(KEYS[1], KEYS[6], KEYS[7], id)
end
redis.call('ZREM', KEYS[5], id)
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
append(KEYS[8], KEYS[7], { ARGV[4] })
audit(KEYS[9], KEYS[7], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[5])
redis.call('SET', KEYS[10], '1', 'PX', 600000)
return 1
