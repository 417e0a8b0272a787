-- Takes an Inform in at which nothing is unusual: the device comes with the proof that let it in last, and tells nothing
-- new of who it is. Of any other the node is given what it needs to judge, and says so with admit.lua.
-- KEYS  device session tasks open seen index counts outbox
-- ARGV  op id token now deadline life gate peer nonceIssued nonceCount entry opening events...
-- gate: how the caller proved who it is, and what it tells of itself.
local op, id, token, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local issued, count = tonumber(ARGV[9]), tonumber(ARGV[10])
local f = redis.call('HMGET', KEYS[1], 'h', 'j', 's', 'p', 'r', 'a', 'n', 'v', 'g', 'o')
-- A repeat finds its session, which no other arrival can have opened, whatever has come since.
local function otherwise(answer)
  local text = f[8] and redis.call('GET', KEYS[2])
  if not text then
    return answer
  end
  local _, superseded = read_session(text)
  return { 'admitted', f[1], f[2], f[5], f[6], f[7], f[8], tonumber(superseded), due_tasks(KEYS[3], now, {}) }
end
if f[10] == op then
  return otherwise { 'held', f[1], f[2], f[5], f[6], f[7], f[8] }
end
local nonce = f[7] or '0:0'
if issued ~= 0 then
  local lastIssued, lastCount = string.match(nonce, '(%d+):(%d+)')
  lastIssued, lastCount = tonumber(lastIssued), tonumber(lastCount)
  if issued < lastIssued or issued == lastIssued and count <= lastCount then
    return otherwise { 'replayed' }
  end
  nonce = ARGV[9] .. ':' .. ARGV[10]
end
local cutsOff = f[3] and f[4] ~= ARGV[8] -- A session from elsewhere is under way: perhaps of another box.
if f[9] ~= ARGV[7] or cutsOff or #(f[2] or '') > 4096 then
  return otherwise { 'judge', f[1], f[2], f[5], f[6], f[7], f[8] }
end
local journal, superseded =
  enter(f, id, token, now, ARGV[5], ARGV[6], nonce, ARGV[8], ARGV[11], ARGV[12], (list(13)))
if not journal then
  return otherwise(nil)
end
return { 'admitted', f[1], journal, f[5], f[6], nonce, f[8], superseded, due_tasks(KEYS[3], now, {}) }
