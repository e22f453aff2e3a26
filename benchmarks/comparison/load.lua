-- For wrk. FORM names a file: the type of what is posted, a cookie, then bodies, one a line. Each request gets a key and
-- an address of its own, as of many visitors. The last line that is printed is for load.py.

local form = os.getenv("FORM")
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)  -- a global of the thread's own
end

if form then
  local bodies = {}
  for line in io.lines(form) do bodies[#bodies + 1] = line end
  local kind, cookie = table.remove(bodies, 1), table.remove(bodies, 1)
  local sent, begun = 0, os.time()

  function request()
    if sent == 0 then math.randomseed(begun * 7 + number) end
    sent = sent + 1
    local key = string.format("%010d-%03d-%010d", math.random(0, 2147483647), number, sent)
    local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
    local headers = { ["Content-Type"] = kind, ["Cookie"] = cookie, ["X-Forwarded-For"] = address }
    return wrk.format("POST", nil, headers, (bodies[sent % #bodies + 1]:gsub("{key}", key)))
  end
end

function done(summary, latency)
  local failed = summary.errors
  print(string.format("%d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
