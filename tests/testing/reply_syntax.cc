#include "tests/testing/reply_syntax.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

namespace dssearch::testing {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool IsText(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

// The line at the beginning of `rest`, which is taken from it. False where there is none.
bool TakeLine(std::string_view& rest, std::string_view& line) {
  const auto end = rest.find(kLineEnd);
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  rest.remove_prefix(end + kLineEnd.size());
  return true;
}

bool ToNumber(std::string_view text, int base, std::size_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

// Takes a body in chunks from `rest`.
std::string TakeChunks(std::string_view& rest, std::string& body) {
  for (std::string_view line;;) {
    std::size_t size = 0;
    if (!TakeLine(rest, line) || !ToNumber(line, 16, size)) return "a chunk has no size";
    if (rest.size() < size + kLineEnd.size()) return "a chunk is cut";
    body += rest.substr(0, size);
    rest.remove_prefix(size);
    if (!rest.starts_with(kLineEnd)) return "a chunk does not end";
    rest.remove_prefix(kLineEnd.size());
    if (size == 0) return {};
  }
}

// Takes a reply from `rest`, and says what is wrong with it.
std::string TakeReply(std::string_view& rest, bool may_be_head) {
  const bool is_old = rest.starts_with("HTTP/1.0");
  std::string_view line;
  if (!TakeLine(rest, line) || line.size() < 13 || !IsText(line) ||
      !(line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ")) || line[12] != ' ')
    return "no line of status";
  std::size_t status = 0;
  if (!ToNumber(line.substr(9, 3), 10, status) || status < 100 || status > 599) return "no status";
  std::map<std::string, std::string> headers;
  while (TakeLine(rest, line) && !line.empty()) {
    const auto colon = line.find(": ");
    if (colon == 0 || colon == std::string_view::npos || !IsText(line)) return "no header";
    std::string name(line.substr(0, colon));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
      return "no name of a header";
    if (!headers.emplace(name, line.substr(colon + 2)).second) return "a header twice: " + name;
  }
  if (!line.empty()) return "a head that does not end";
  if (status < 200 || status == 204 || status == 304) return {};
  std::string body;
  if (may_be_head && (rest.empty() || rest.starts_with("HTTP/1."))) return {};
  if (headers.contains("transfer-encoding")) {
    if (headers["transfer-encoding"] != "chunked" || headers.contains("content-length"))
      return "a body of unclear length";
    if (std::string fault = TakeChunks(rest, body); !fault.empty()) return fault;
  } else if (headers.contains("content-length")) {
    std::size_t size = 0;
    if (!ToNumber(headers["content-length"], 10, size)) return "no length";
    if (rest.size() < size) return "a body that is cut";
    body = rest.substr(0, size);
    rest.remove_prefix(size);
  } else if (is_old || headers["connection"] == "close") {
    body = rest;
    rest = {};
  } else {
    return "a body without end";
  }
  const std::string& type = headers["content-type"];
  const bool is_json = type.starts_with("application/json") || type.find("+json") < type.find(';');
  if (is_json && !headers.contains("content-encoding") && !nlohmann::json::accept(body))
    return "no JSON";
  return {};
}

}  // namespace

std::string FaultOfReplies(std::string_view received, bool may_be_head) {
  while (!received.empty()) {
    const std::string_view before = received;
    const std::string fault = TakeReply(received, may_be_head);
    if (!fault.empty()) return fault + ": " + std::string(before.substr(0, 500));
  }
  return {};
}

}  // namespace dssearch::testing
