#include "searcher/server/route_handler.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "searcher/server/parameters.h"

namespace dssearch::server {

Paper FindPaper(const Searcher& searcher, const std::string& id) {
  CheckText("the id", id);
  auto paper = searcher.Get(id);
  if (!paper)
    throw NotFound("there is no paper '" + id + "'", "GET /api/search finds papers and their ids");
  return *std::move(paper);
}

std::string OriginOf(const HttpRequest& request) {
  const bool is_host =
      !request.host.empty() &&
      std::all_of(request.host.begin(), request.host.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view(".-:[]").find(static_cast<char>(c)) != std::string_view::npos;
      });
  return (request.is_https ? "https://" : "http://") + (is_host ? request.host : "localhost") +
         request.base;
}

}  // namespace dssearch::server
