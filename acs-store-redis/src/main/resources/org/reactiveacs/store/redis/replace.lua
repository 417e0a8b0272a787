-- Puts a task in the place of another state of it, if that is the state it is in.
-- KEYS  tasks ended due counts audit device outbox
-- ARGV  id task expected kind record timer now partition auditEntry idle events...
-- kind: O open, E ended. auditEntry: empty for none. idle: whether only while the device is in no session (1).
local id, task, expected, kind, record, timer = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if redis.call('HGET', KEYS[1], task) ~= expected then
  -- Done already, if this comes a second time.
  return redis.call('HGET', kind == 'O' and KEYS[1] or KEYS[2], task) == record and 1 or 0
end
-- needs token_of
if ARGV[10] == '1' and token_of(redis.call('HGET', KEYS[6], 'x')) then
  return 0
end
local member = 'T' .. id .. '\n' .. task
if kind == 'O' then
  redis.call('HSET', KEYS[1], task, record)
else
  redis.call('HDEL', KEYS[1], task)
  redis.call('HINCRBY', KEYS[4], 'tasks', -1)
  redis.call('HSET', KEYS[2], task, record)
  -- needs mark_tasks keep_newest
  mark_tasks(KEYS[6], KEYS[1])
  keep_newest(KEYS[2])
  timer = ''
end
if timer == '' then
  redis.call('ZREM', KEYS[3], member)
else
  redis.call('ZADD', KEYS[3], timer, member)
end
if ARGV[11] then
  -- needs append rest
  append(KEYS[7], KEYS[4], rest(11))
end
if ARGV[9] ~= '' then
  -- needs audit
  audit(KEYS[5], KEYS[4], tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9])
end
return 1
