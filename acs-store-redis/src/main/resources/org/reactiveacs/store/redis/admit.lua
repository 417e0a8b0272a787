-- Writes what a node judged of an Inform that was unusual, if the device is as it was when the node read it.
-- KEYS  device session tasks open seen index counts outbox due
-- ARGV  op id token now deadline life verdict revision access nonce gate peer registration members head entry
--       opening silence look events...
-- verdict: admitted, or held: then the head is written as it is given and no session opens. registration: empty to leave
-- it. head: empty to leave it. silence: the mark that the events tell the end of, empty for none. look: when to look first
-- whether the device is silent, if nobody looks at it yet.
local op, id, now = ARGV[1], ARGV[2], tonumber(ARGV[4])
local verdict, revision, registration, members, head = ARGV[7], ARGV[8], ARGV[13], ARGV[14], ARGV[15]
local f = redis.call('HMGET', KEYS[1], 'h', 'j', 's', 'p', 'r', 'a', 'n', 'v', 'm', 'o', 'z')
if f[10] ~= op and not (f[8] and redis.call('EXISTS', KEYS[2]) == 1) then
  if (f[8] or '0') ~= revision then
    return { 'changed' }
  end
  if verdict == 'admitted' and f[11] and f[11] ~= ARGV[18] then
    return { 'silent', f[11] }
  end
  if not f[8] then
    redis.call('HINCRBY', KEYS[7], 'devices', 1)
  end
  reindex(KEYS[6], id, f[9] or '', members)
  redis.call('HSET', KEYS[1], 'a', ARGV[9], 'n', ARGV[10], 'g', ARGV[11], 'm', members)
  if registration ~= '' then
    redis.call('HSET', KEYS[1], 'r', registration)
  end
  if verdict == 'held' then
    if not f[1] and not f[2] then
      redis.call('HINCRBY', KEYS[7], 'called', 1)
      redis.call('ZADD', KEYS[5], now, id)
      redis.call('ZADD', KEYS[6], 0, 'p' .. ARGV[12] .. '\0' .. id)
      redis.call('HSET', KEYS[1], 'p', ARGV[12])
    end
    -- No session stands for this arrival when it comes again.
    redis.call('HSET', KEYS[1], 'h', head, 'o', op)
    redis.call('HDEL', KEYS[1], 'j')
    redis.call('HINCRBY', KEYS[1], 'v', 1)
    append(KEYS[8], KEYS[7], (list(20)))
  else
    if f[10] then
      redis.call('HDEL', KEYS[1], 'o')
    end
    if head ~= '' then
      -- The journal had grown long: all that it held but this arrival is in the head now.
      redis.call('HSET', KEYS[1], 'h', head)
      redis.call('HDEL', KEYS[1], 'j')
      f[1], f[2] = head, false
    end
    if f[11] then
      end_silence(KEYS[1], KEYS[6], KEYS[7], id)
    end
    redis.call('ZADD', KEYS[9], 'NX', ARGV[19], silence_member(id))
    enter(f, id, ARGV[3], now, ARGV[5], ARGV[6], ARGV[10], ARGV[12], ARGV[16], ARGV[17], (list(20)))
  end
end
if verdict == 'held' then
  return { 'held' }
end
local _, superseded = read_session(redis.call('GET', KEYS[2]))
local g = redis.call('HMGET', KEYS[1], 'h', 'j', 'r', 'a', 'n', 'v')
return { 'admitted', g[1], g[2], g[3], g[4], g[5], g[6], tonumber(superseded), due_tasks(KEYS[3], now, {}) }
