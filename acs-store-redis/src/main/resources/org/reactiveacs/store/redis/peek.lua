-- Reads devices of one partition.
-- KEYS  devices
-- ARGV  whether trees are wanted (1)
local devices = {}
for i = 1, #KEYS do
  devices[i] = redis.call('HMGET', KEYS[i], 'h', 'j', 'r', 'a', 'n', 'v', 's', ARGV[1] == '1' and 't' or '-', 'm', 'z')
end
return devices
