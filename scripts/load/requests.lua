-- wrk asks for the addresses in the file $PATHS, one a line, each thread from another one on.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end

local threads = 0
function setup(thread)
  thread:set("at", threads * 499)
  threads = threads + 1
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("%.0f requests/s, median %.1f ms, p99 %.1f ms, longest %.1f ms, errors %d",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
