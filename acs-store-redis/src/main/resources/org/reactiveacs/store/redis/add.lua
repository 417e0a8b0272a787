-- Keeps a new task.
-- KEYS  device tasks ended due counts outbox audit result idempotency
-- ARGV  op id task record timer now partition limit keyDigest keyUntil event auditEntry
-- keyDigest: empty when the client gave no key.
local op, id, task, record, timer, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local digest = ARGV[9]
local result = redis.call('GET', KEYS[8])
if result then
  local repeated = string.match(result, '^repeated (.+)')
  if repeated then
    return { 'repeated', repeated }
  end
  return { result }
end
local function answer(what)
  redis.call('SET', KEYS[8], what, 'PX', 600000)
  return { what }
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  return answer('none')
end
if redis.call('HEXISTS', KEYS[2], task) == 1 or redis.call('HEXISTS', KEYS[3], task) == 1 then
  answer('repeated ' .. task)
  return { 'repeated', task }
end
if digest ~= '' then
  local use = redis.call('HMGET', KEYS[9], 'digest', 'task', 'until')
  if use[1] and now < tonumber(use[3]) then
    if use[1] ~= digest then
      return answer('taken')
    end
    local earlier = redis.call('HGET', KEYS[2], use[2]) or redis.call('HGET', KEYS[3], use[2])
    if earlier then
      answer('repeated ' .. use[2])
      return { 'repeated', use[2] }
    end
  end
end
if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[8]) then
  return answer('full')
end
if digest ~= '' then
  redis.call('HSET', KEYS[9], 'digest', digest, 'task', task, 'until', ARGV[10])
  redis.call('PEXPIRE', KEYS[9], 86400000)
end
redis.call('HINCRBY', KEYS[5], 'tasks', redis.call('HSET', KEYS[2], task, record))
-- needs mark_tasks
mark_tasks(KEYS[1], KEYS[2])
if timer ~= '' then
  redis.call('ZADD', KEYS[4], timer, 'T' .. id .. '\n' .. task)
end
-- needs append audit
append(KEYS[6], KEYS[5], { ARGV[11] })
audit(KEYS[7], KEYS[5], now, tonumber(ARGV[7]), ARGV[12])
return answer('created')
