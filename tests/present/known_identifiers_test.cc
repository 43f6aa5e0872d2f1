#include "searcher/present/known_identifiers.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch {
namespace {

std::string Text(const Paper& paper) {
  std::string text;
  for (const KnownIdentifier& one : KnownIdentifiersOf(paper))
    text += (text.empty() ? "" : ", ") + std::string(one.name) + ' ' + one.text + ' ' +
            std::string(one.site) + one.path;
  return text;
}

TEST(KnownIdentifiers, LeadToThePapersTheyName) {
  EXPECT_EQ(Text({.id = "2402.03300v2", .url = "https://arxiv.org/abs/2402.03300"}),
            "arXiv 2402.03300 https://arxiv.org/abs/2402.03300");
  EXPECT_EQ(Text({.id = "x1", .doi = "10.1145/3292500.3330701"}),
            " x1 , DOI 10.1145/3292500.3330701 https://doi.org/10.1145/3292500.3330701");
  EXPECT_EQ(Text({.id = "k", .identifiers = {"PMID:29474831", "P18-1001", "smith2020"}}),
            " k , PubMed 29474831 https://pubmed.ncbi.nlm.nih.gov/29474831/, "
            "ACL Anthology P18-1001 https://aclanthology.org/P18-1001/,  smith2020 ");
}

TEST(KnownIdentifiers, TellWhereAPaperIs) {
  EXPECT_EQ(AddressOf({.id = "2402.03300", .url = "https://a.org/x"}), "https://a.org/x");
  EXPECT_EQ(AddressOf({.id = "2402.03300"}), "https://arxiv.org/abs/2402.03300");
  EXPECT_EQ(AddressOf({.id = "x", .doi = "10.1145/3292500.3330701"}), "");
}

}  // namespace
}  // namespace dssearch
