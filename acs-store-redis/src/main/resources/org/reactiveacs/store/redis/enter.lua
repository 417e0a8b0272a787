-- Opens a session for an arrival that is admitted. The arrival goes into the device's journal, which the node that next
-- writes the head works in; an older session is fenced by the device naming another from here on.
-- f: the device's fields h j x r a n v, read before. nonce: the one that counts from here on.
-- Answers the journal, what n says now, and the token of the session that was cut off, empty if none was.
local function enter(f, id, token, now, deadline, nonce, peer, entry, opening)
  local device, open, index = KEYS[1], KEYS[2], KEYS[5]
  local session, superseded, earlier = f[3] or '-', '0', nil
  if string.byte(session) == 45 then -- A hyphen: none is under way.
    earlier = string.sub(session, 2)
  else
    -- needs cut_off session_member
    superseded, earlier = '1', cut_off(session)
    redis.call('ZREM', open, session_member(token_of(session), id))
  end
  session = '1' .. token .. ' ' .. deadline .. ' 0 ' .. superseded .. '  ' .. earlier .. '\n' .. opening
  local journal = (f[2] or '') .. (superseded == '1' and 'S' or 'A') .. entry
  local revision, n = string.format('%d', (f[7] or 0) + 1), nonce .. ' ' .. peer
  if n == f[6] then
    redis.call('HSET', device, 'j', journal, 'x', session, 'v', revision)
  else
    redis.call('HSET', device, 'j', journal, 'x', session, 'v', revision, 'n', n)
    -- needs called
    local _, before = called(f[6])
    if before ~= peer then
      if before ~= '' then
        redis.call('ZREM', index, 'p' .. before .. '\0' .. id)
      end
      redis.call('ZADD', index, 0, 'p' .. peer .. '\0' .. id)
    end
  end
  redis.call('ZADD', open, deadline, token .. '\n' .. id)
  redis.call('ZADD', KEYS[3], now, id)
  return journal, n, superseded == '1' and string.match(earlier, '^%S+') or ''
end
