-- Takes a dead node's words on people back, whom presence_bury.lua gave out and who have been told of since. Who is not
-- taken any more has been heard of by that node again, and stays.
-- KEYS[1] those of the dead node's people that are taken   then the people, 200 at most: hashes of node -> word
-- ARGV[1] the dead node   then the people's ids
for i = 2, #KEYS do
  if redis.call('ZREM', KEYS[1], ARGV[i]) == 1 then redis.call('HDEL', KEYS[i], ARGV[1]) end
end
return {}
