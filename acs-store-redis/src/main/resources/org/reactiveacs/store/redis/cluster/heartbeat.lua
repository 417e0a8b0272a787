-- A member's sign of life: it is renewed with its leases, dead members are dropped, and leases change hands.
-- KEYS: members (id -> what is known of it), alive (id by when it ends), leases (partition -> id), tokens (partition -> token), format
-- ARGV: id, what is known of it, milliseconds that it lives and its leases last, one character a partition: 1 = wanted, the
-- newest format of records that it reads
-- Returns: time, members as id and text in turns, leases of living members as partition and id in turns, own leases as
-- partition and token in turns, the format (written, oldest, since). A member that does not read what is written is none.
local members, alive, leases, tokens = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local me, text, lasts, wanted = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]

local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, id in ipairs(redis.call('zrangebyscore', alive, '-inf', now)) do
  redis.call('zrem', alive, id)
  redis.call('hdel', members, id)
end

local format = redis.call('hmget', KEYS[5], 'written', 'oldest', 'since')
if format[1] and tonumber(format[1]) > tonumber(ARGV[5]) then
  redis.call('zrem', alive, me)
  redis.call('hdel', members, me)
  return {now, redis.call('hgetall', members), {}, {}, format}
end

-- A member that had ended gets its leases anew, with other tokens: someone may have held them meanwhile.
local lived = redis.call('zscore', alive, me)
redis.call('zadd', alive, now + lasts, me)
redis.call('hset', members, me, text)

local known = redis.call('hgetall', members)
local living = {}
for i = 1, #known, 2 do
  living[known[i]] = true
end

local function all(key)
  local found, flat = {}, redis.call('hgetall', key)
  for i = 1, #flat, 2 do
    found[flat[i]] = flat[i + 1]
  end
  return found
end

local owners, last = all(leases), all(tokens)

local shown, own = {}, {}
for p = 0, #wanted - 1 do
  local partition = string.format('%d', p)
  local want = string.sub(wanted, p + 1, p + 1) == '1'
  local owner = owners[partition]
  if owner and (not living[owner] or owner == me and (not want or not lived)) then
    redis.call('hdel', leases, partition)
    owner = nil
  end
  if want and not owner then
    -- Never below the clock, so that tokens grow even if a fail-over lost the last ones.
    last[partition] = math.max(now, tonumber(last[partition] or 0) + 1)
    redis.call('hset', tokens, partition, string.format('%.0f', last[partition]))
    redis.call('hset', leases, partition, me)
    owner = me
  end
  if owner then
    shown[#shown + 1] = p
    shown[#shown + 1] = owner
  end
  if owner == me then
    own[#own + 1] = p
    own[#own + 1] = tonumber(last[partition])
  end
end
return {now, known, shown, own, format}
