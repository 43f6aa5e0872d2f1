#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/testing/client.h"
#include "tests/testing/index.h"

namespace dssearch::testing {

/// The status of a reply and what its JSON says of the error: "404 not_found: there is no paper
/// 'x'"; "200 no error" where the reply is none.
inline std::string CodeOf(const Reply& reply) {
  const nlohmann::json body = nlohmann::json::parse(reply.body, nullptr, false);
  return std::to_string(reply.status) + " " +
         (body.is_object() && body.contains("error")
              ? body["error"]["code"].get<std::string>() + ": " +
                    body["error"]["message"].get<std::string>()
              : "no error");
}

/// A server over corpus/ and one paper whose texts are an attack on the page.
class ServerTest : public ::testing::Test {
 protected:
  static const TestIndex& Index() {
    static const TestIndex index([] {
      std::vector<Paper> papers = CorpusPapers();
      papers.push_back({.id = "math/0211159",
                        .title = "<img src=x onerror=alert(1)>",
                        .date = "2002-11",
                        .url = "javascript:alert(1)",
                        .summary_en = "</p><script>alert(2)</script> & more of a paper"});
      return papers;
    }());
    return index;
  }
  const Searcher& searcher = Index().searcher();
  TestServer server{searcher};
};

}  // namespace dssearch::testing
