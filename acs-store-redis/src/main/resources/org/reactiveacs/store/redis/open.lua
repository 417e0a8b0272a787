-- Takes an Inform in at which nothing is unusual: the device comes with the proof that let it in last, and tells nothing
-- new of who it is. Of any other the node is given what it needs to judge, and says so with admit.lua.
-- KEYS  device open seen tasks index; with events also counts outbox
-- ARGV  id token now deadline gate peer nonce entry opening events...
-- gate: how the caller proved who it is, and what it tells of itself. nonce: issued:count, empty without a digest.
local token, peer, nonce = ARGV[2], ARGV[6], ARGV[7]
local f = redis.call('HMGET', KEYS[1], 'h', 'j', 'x', 'r', 'a', 'n', 'v', 'g', 'o', 'k')
local session = f[3] or '-'
local under_way = string.byte(session) ~= 45
local due = {}
if f[10] then
  -- needs due_tasks
  due = due_tasks(KEYS[4], ARGV[3], {})
end
-- A repeat finds its session, or that it came before one which is there now, whatever has come since.
-- needs is_named
if is_named(session, token) then
  -- needs came_after
  return { 'admitted', f[1], f[2], f[4], f[5], f[6], f[7], came_after(session, token), due }
end
if f[9] == token then
  return { 'held', f[1], f[2], f[4], f[5], f[6], f[7] }
end
-- needs called
local last, before = called(f[6])
if nonce == '' then
  nonce = last
else
  local issued, count = string.match(nonce, '(%d+):(%d+)')
  local last_issued, last_count = string.match(last, '(%d+):(%d+)')
  issued, last_issued = tonumber(issued), tonumber(last_issued)
  if issued < last_issued or issued == last_issued and tonumber(count) <= tonumber(last_count) then
    return { 'replayed' }
  end
end
local cuts_off = under_way and before ~= peer -- A session from elsewhere is under way: perhaps of another box.
if f[8] ~= ARGV[5] or cuts_off or #(f[2] or '') > 4096 then
  return { 'judge', f[1], f[2], f[4], f[5], f[6], f[7] }
end
-- needs enter
local journal, n, cut = enter(f, ARGV[1], token, ARGV[3], ARGV[4], nonce, peer, ARGV[8], ARGV[9])
if ARGV[10] then
  -- needs append rest
  append(KEYS[7], KEYS[6], rest(10))
end
return { 'admitted', f[1], journal, f[4], f[5], n, f[7], cut, due }
