#include "searcher/format/identifier.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace dssearch::format {
namespace {

std::string Parsed(std::string_view text) {
  const std::optional<Identifier> found = ParseIdentifier(text);
  if (!found) return "-";
  const char* const kNames[] = {"arxiv", "doi", "acl", "openreview", "pubmed"};
  return std::string(kNames[static_cast<int>(found->kind)]) + " " + found->text;
}

struct Case {
  std::string_view expected;
  std::vector<std::string_view> texts;
};

TEST(Identifier, HasOneFormHoweverItIsWritten) {
  const Case cases[] = {
      {"arxiv 2402.03300",
       {"2402.03300",
        "2402.03300v2",
        "arXiv:2402.03300",
        "ARXIV: 2402.03300",
        "arxiv：2402.03300v1",
        "arXiv 2402.03300",
        "[arXiv:2402.03300v3].",
        "2402.03300v2.pdf",
        "abs/2402.03300",
        "https://arxiv.org/abs/2402.03300",
        "http://arxiv.org/pdf/2402.03300",
        "https://arxiv.org/pdf/2402.03300v1.pdf",
        "https://www.arxiv.org/abs/2402.03300v2?context=cs",
        "arxiv.org/abs/2402.03300v1",
        "https://arxiv.org/html/2402.03300v3#S2.SS1",
        "https://export.arxiv.org/abs/2402.03300",
        "https://ar5iv.labs.arxiv.org/html/2402.03300",
        "https://huggingface.co/papers/2402.03300",
        "https://www.semanticscholar.org/arxiv/2402.03300",
        "https://api.semanticscholar.org/arXiv:2402.03300",
        "https://ARXIV.org/abs/2402.03300,",
        "10.48550/arXiv.2402.03300",
        "https://doi.org/10.48550/ARXIV.2402.03300",
        "doi:10.48550/arxiv.2402.03300"}},
      {"arxiv 0704.0001", {"0704.0001", "https://arxiv.org/ftp/arxiv/papers/0704/0704.0001.pdf"}},
      {"arxiv math/0207249",
       {"math/0207249", "math.AG/0207249", "arXiv:math/0207249v1", "Math.AG/0207249v2",
        "https://arxiv.org/abs/math/0207249", "http://arxiv.org/pdf/math.AG/0207249v1.pdf",
        "10.48550/arXiv.math/0207249"}},
      {"arxiv hep-th/9901001", {"hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001v1"}},
      {"doi 10.1145/3292500.3330701",
       {"10.1145/3292500.3330701", "doi:10.1145/3292500.3330701", "DOI: 10.1145/3292500.3330701.",
        "DOI：10.1145/3292500.3330701。", "https://doi.org/10.1145/3292500.3330701",
        "http://dx.doi.org/10.1145/3292500.3330701", "doi.org/10.1145/3292500.3330701",
        "doi: https://doi.org/10.1145/3292500.3330701", "info:doi/10.1145/3292500.3330701",
        "https://doi.org/10.1145%2F3292500.3330701", "10.1145\\/3292500.3330701",
        "(10.1145/3292500.3330701)", "<https://doi.org/10.1145/3292500.3330701>",
        "https://dl.acm.org/doi/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/abs/10.1145/3292500.3330701",
        "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true"}},
      {"doi 10.1016/s0140-6736(20)30183-5",
       {"10.1016/S0140-6736(20)30183-5", "(10.1016/S0140-6736(20)30183-5)"}},
      {"doi 10.1007/978-3-319-24574-4_28",
       {"10.1007/978-3-319-24574-4\\_28",
        "https://link.springer.com/content/pdf/10.1007/978-3-319-24574-4_28.pdf",
        "https://link.springer.com/chapter/10.1007/978-3-319-24574-4_28#Sec1"}},
      {"doi 10.1371/journal.pone.0012345",
       {"https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345",
        "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0012345&type=x"}},
      {"doi 10.1101/2020.01.01.123456",
       {"https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf"}},
      {"doi 10.3389/fnins.2020.00001",
       {"https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full"}},
      {"doi 10.3969/j.issn.1000-1220.2020.01.001", {"10.3969/j.issn.1000-1220.2020.01.001"}},
      {"acl P18-1001",
       {"P18-1001", "p18-1001", "https://aclanthology.org/P18-1001/",
        "https://www.aclweb.org/anthology/P18-1001.pdf", "https://aclanthology.org/P18-1001v2.pdf",
        "https://doi.org/10.18653/v1/P18-1001"}},
      {"acl 2020.acl-main.1",
       {"2020.acl-main.1", "2020.ACL-main.1", "https://aclanthology.org/2020.acl-main.1",
        "https://aclanthology.org/2020.acl-main.1.pdf", "10.18653/v1/2020.acl-main.1"}},
      {"acl 2021.findings-emnlp.12", {"https://aclanthology.org/2021.findings-emnlp.12.bib"}},
      {"openreview rJXMpikCZ",
       {"https://openreview.net/forum?id=rJXMpikCZ", "https://openreview.net/pdf?id=rJXMpikCZ",
        "openreview.net/forum?id=rJXMpikCZ&noteId=abc",
        "https://openreview.net/forum?noteId=abc&id=rJXMpikCZ#x", "forum?id=rJXMpikCZ",
        "OpenReview: rJXMpikCZ"}},
      {"pubmed PMID:29474831",
       {"PMID: 29474831", "pmid:29474831", "PMID 29474831", "PubMed: 29474831",
        "https://pubmed.ncbi.nlm.nih.gov/29474831/", "pubmed.ncbi.nlm.nih.gov/29474831",
        "https://www.ncbi.nlm.nih.gov/pubmed/29474831"}},
      {"-",
       {"",
        "强化学习",
        "GRPO",
        "3.14159",
        "3141.5926",
        "2024.01",
        "2012-2015",
        "1.2345",
        "10.5/3",
        "10.1145",
        "10.1145/",
        "and/or",
        "tcp/8080808",
        "PubMed 2020",
        "ACL 2020",
        "GPT-4",
        "24/7",
        "OpenReview dataset",
        "29474831",
        "https://example.org/2402.03300",
        "title:10.1145/1.2",
        "https://arxiv.org/list/cs.CL/recent",
        "https://openreview.net/group?id=a",
        "1234.5678",
        "2402.03300 and more",
        "https://",
        "://",
        "%",
        "doi:",
        "arXiv:",
        "www.arxiv.org"}},
  };
  for (const auto& [expected, texts] : cases)
    for (const std::string_view text : texts) EXPECT_EQ(Parsed(text), expected) << text;
}

TEST(Identifier, ItsCanonicalFormIsOneOfItsForms) {
  for (const char* text :
       {"2402.03300v1", "math.AG/0207249", "10.1016/S0140-6736(20)30183-5", "P18-1001",
        "2020.acl-main.1", "https://openreview.net/forum?id=rJXMpikCZ", "PMID: 1"})
    EXPECT_EQ(IdentifierTerm(ParseIdentifier(text)->text), IdentifierTerm(text)) << text;
  EXPECT_EQ(IdentifierTerm("He2016deep"), "XIhe2016deep");
}

TEST(Identifier, IsTakenFromTheBeginningOfAText) {
  struct Taken {
    std::string_view text;
    std::string_view expected;  ///< The identifier, |, and what is left of the text.
  };
  const Taken cases[] = {
      {"2402.03300 pushing the limits", "2402.03300| pushing the limits"},
      {"ARXIV: 2402.03300 limits", "2402.03300| limits"},
      {"PMID 29474831", "PMID:29474831|"},
      {"[arXiv:2402.03300], limits", "2402.03300| limits"},
      {"2402.03300的方法", "2402.03300|的方法"},
      {"2402.03300,1706.03762", "2402.03300|,1706.03762"},
      {"10.1145/1.2;10.1145/3.4", "10.1145/1.2|;10.1145/3.4"},
      {"10.1145/1.2;a,b c", "10.1145/1.2;a,b| c"},
      {"10.1145/1.2) OR b", "10.1145/1.2|) OR b"},
      {"10.1016/S1(20)3-5.) b", "10.1016/s1(20)3-5|) b"},
      {"10.1145/1.2* b", "-"},
      {"2402.0330* b", "-"},
      {"limits 2402.03300", "-"},
      {" 2402.03300", "-"},
  };
  for (const auto& [text, expected] : cases) {
    const std::optional<LeadingIdentifier> found = TakeIdentifier(text);
    EXPECT_EQ(found ? found->identifier.text + '|' + std::string(text.substr(found->size)) : "-",
              expected)
        << text;
  }
}

TEST(Identifier, PapersCarryThoseOfTheirFieldsButNoneThatTheyCite) {
  const auto all = [](const Paper& paper) {
    std::string joined;
    for (const std::string& identifier : IdentifiersOf(paper)) joined += identifier + ' ';
    return joined;
  };
  EXPECT_EQ(all({.id = "k1",
                 .url = "https://arxiv.org/abs/2402.03300v1 https://openreview.net/forum?id=abcdef",
                 .venue = "arXiv preprint arXiv:1706.03762",
                 .doi = "10.48550/arxiv.2402.03300",
                 .identifiers = {"P18-1001", "he2016deep"},
                 .summary_en = "See https://arxiv.org/abs/2112.04197."}),
            "k1 2402.03300 P18-1001 he2016deep abcdef 1706.03762 ");
  EXPECT_EQ(all({.id = "2402.03300", .url = "https://arxiv.org/abs/2402.03300"}), "2402.03300 ");
}

TEST(IdentifierProperty, AnyBytesAreATextAndWhatIsTakenIsPartOfIt) {
  std::mt19937 random(1);
  const std::string_view pieces[] = {
      "10.1145/", "arXiv:", "2402.03300", "v2", "https://", "doi.org/", "%2F",      "\\",   "(",
      ")",        ".",      ",",          "：", "\xFF",     " ",        "P18-1001", "?id=", "*"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 6; n > 0; --n) text += pieces[random() % std::size(pieces)];
    const std::optional<LeadingIdentifier> taken = TakeIdentifier(text);
    if (taken) {
      ASSERT_GT(taken->size, 0U) << text;
      ASSERT_LE(taken->size, text.size()) << text;
    }
    const std::optional<Identifier> found = ParseIdentifier(text);
    ASSERT_EQ(IdentifierTerm(found ? found->text : text), IdentifierTerm(text)) << text;
  }
}

}  // namespace
}  // namespace dssearch::format
