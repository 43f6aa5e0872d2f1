#include "indexer/fields/field_map.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dssearch/error.h"

namespace dssearch::indexer {
namespace {

std::string Shown(const RawRecord& record) {
  std::string out;
  for (const auto& [name, values] : record.fields) out += name + "=" + values.front() + " ";
  return out;
}

TEST(FieldMap, RenamesFields) {
  FieldMap map({"abstract=text", "title=name", "id=nr", "venue=a=b"});
  RawRecord record{{"f", 1},
                   {{"title", {"old"}}, {"text", {"t"}}, {"name", {"n"}}, {"a=b", {"v"}}}};
  map.Apply(record);
  EXPECT_EQ(Shown(record), "abstract=t title=n venue=v ");
  EXPECT_EQ(map.Unused(), std::vector<std::string>{"nr"});
  RawRecord other{{"f", 2}, {{"title", {"kept"}}, {"Text", {"not this"}}, {"nr", {"7"}}}};
  map.Apply(other);
  EXPECT_EQ(Shown(other), "title=kept Text=not this id=7 ");
  EXPECT_EQ(map.Unused(), std::vector<std::string>());
}

TEST(FieldMap, SaysWhatIsWrong) {
  const auto said = [](const std::string& pair) {
    try {
      const FieldMap map({pair});
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kInvalidRequest);
      return std::string(e.what());
    }
    return std::string("nothing");
  };
  EXPECT_EQ(said("Abstract=x"), "nothing");
  EXPECT_EQ(said("abstrakt=x"), "--map: there is no field 'abstrakt'");
  EXPECT_EQ(said("abstract"), "--map: 'abstract' is not OURS=THEIRS");
  EXPECT_EQ(said("=x"), "--map: '=x' is not OURS=THEIRS");
  EXPECT_EQ(said("id="), "--map: 'id=' is not OURS=THEIRS");
}

}  // namespace
}  // namespace dssearch::indexer
