#include "searcher/text/look_alikes.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dssearch::text {
namespace {

// Groups of characters that look alike, most of which sound different. No library that we use has
// them: the confusable characters of ICU are those of other scripts, and the codes by shape in
// Unihan would be one more package to build with. A character may stand in several groups.
constexpr std::u32string_view kGroups =
    U"己已巳 末未 日曰 士土 测侧厕 析折拆祈 拔拨 人入八 干千于 大太犬丈 夫天失矢夭 徒徙陡 籍藉 "
    U"治冶 待侍持特 "
    U"准淮推堆 维推 晴睛情清请 没设投役 话活 施拖 绿缘录 根恨很狠 板扳版 环坏怀杯 抗坑杭航 贝见 "
    U"风凤 处外 压庄 "
    U"困因团囚 技枝 标杯 研妍 络洛 网冈 馆饱倌 图园圆 信住 息恩思 系糸 统流 知如 识织职 享亨 学字 "
    U"习刁 化花 "
    U"检捡验险 索素 文又 侯候 竞竟 暑署 辨辩辫 象像 即既 崇祟 洒酒 历厉 孤狐弧 第弟 间问闻 部陪 "
    U"培陪倍 载栽裁截 "
    U"谈淡 任仕 休体 本木术 今令 力刀 王玉主 白自 目且 田由甲申 午牛 贷货 购构沟钩 读续 质盾 科料 "
    U"服报 务条 档挡 "
    U"案栗 政攻 策荣 惰情 计汁 开井 发友 理埋 沦论轮抡 育肓盲 社杜 会合 经径 济挤 管菅 阻组租祖 "
    U"机杭 模摸漠 型刑 "
    U"评坪 征证 微徽 博搏膊 转传 播潘 阅闽 览贤 需儒 求术 户尸 用甩 能熊 云去 平乎 台合 戊戌戍戎戒 "
    U"茶荼 喝渴 "
    U"赢嬴羸 幻幼 免兔 仓仑 丸九 刃刀 刺剌 券卷 哀衰衷 坚竖 坛坟 墓幕慕暮募 壁璧 复夏 季李 官宫 "
    U"密蜜 寒塞赛 "
    U"尤龙 巨臣 市巿 帅师 币巾 庆厌 延廷 弋戈 弛驰 往住柱注 徐除涂 忧优 快块 怕拍 怜冷 悔诲侮 惊掠 "
    U"愉偷 戴载 扰拢 "
    U"拒柜 拓柘 择泽译 捐损 捷睫 掌拿 揭竭 搞摘 撒撤 操燥躁澡 斤斥 旋族 旱早 昆昂 明朋 晋普 曼蔓漫 "
    U"朴扑 村材 杆秆 "
    U"杨扬场肠 极级 枪抢 柳抑 栏拦烂 桃挑 梁粱 植值殖 榜傍 歧岐 殴欧 毫豪 汉仅 沉沈 泊伯柏 洪供 "
    U"浅线 浇烧 消俏梢 "
    U"淹掩 湿温 源原 漂飘 激缴 灸炙 炼练 焊捍 爪瓜 爱受 牧枚 物吻 状壮 狠狼 率牵 现规视观 班斑 "
    U"球救 瓦互 疗辽 "
    U"盐监 直真 眼眠 着看 瞻赡 矩短 矿旷 砂纱 磁滋 礼札 神伸 私和 稳隐 穷穿 端瑞 米来 粒拉 红江 "
    U"缓援 美羡 考老 "
    U"肌肋 脑恼 臭息 良艮 薄簿 血皿 贪贫 郎朗 鸟乌 鸣鸡 编偏遍篇 辑缉 惜借错 典曲 深探 遗遣 预顶 "
    U"胞胸 基墓 律津 "
    U"遥摇谣 控挖 凝疑 催摧 概慨 函涵 采釆 住佳 挂桂佳 住任 亚业 万方 尺尽 丁了 二工 三王 上土 "
    U"下不 小少 中申 "
    U"内肉 公么 书韦 元无 五丑 牛生 手毛 气乞 心必 火灭 斗头 办为 巴巳 毋母 示未 史吏 四西 皿四 "
    U"失朱 代伐 仪议 "
    U"他池 令冷 句旬 吉古 百白 而面 有月 灰友 同问 名各 争净 刚钢 庄压 冰水 次欧 异导 防访 阶价 "
    U"限很 却去 劳荣 "
    U"医区 围国 彻切 材财 极板 序予 估沽 伴件 低底 作昨 佛拂 兵乒 况祝 冻栋 初韧 刻劾 剂济 励厉 "
    U"劫却 势执 卸御 "
    U"变弯 命合 固团 夜液 奇寄 妄忘 姓性 委季 宜宣 宣宦 审宙 建健 弦玄 录绿 彩采 忽匆 性牲 惟推 "
    U"所听 抵低 担坦 拥佣 "
    U"括活 指措 按接 振震 换焕 掘屈 探深 提堤 援缓 搜艘 数教 斯期 映央 晓绕 替潜 未来朱 枯姑 查杳 "
    U"染梁 校较 格络 "
    U"榨炸 欢饮 段般 殊珠 毕华 池地 沽估 泪泊 洞同 派脉 浮孚 海梅 渐惭 渗参 港巷 溶熔榕 滑猾 滤虑 "
    U"演寅 炬拒 点占 "
    U"烃轻 焦集 照煦 版板 牲性 犯氾 环坏 玻坡 珠株殊 理狸 瓶并 畔伴 疾疫 症证 盖益 盟萌 睡垂 砖转 "
    U"碱减 祥详 稀希 "
    U"程逞 稻蹈 空穴 笼茏 筛师 粘沾 紫柴 络格 绕饶 绝艳 综棕 缩宿 罐灌 聚骤 肝肚 肠扬 肾贤 肿种 "
    U"脂指 膜漠 舱抢 "
    U"节芹 芬分 苗茵 茎经 荷何 菌茵 萎委 蓝篮 虚虑 蚀蛀 补朴 裂列 规现 触独 订计 讯汛 诊珍 诱绣 "
    U"谱普 豚啄 赖懒 "
    U"距拒 跟根 躯驱 轨轧 轴抽 较校 辐福副 边达 迁迂 迅讯 运远 近进 返近 迫追 送迭 选洗 逐遂 递梯 "
    U"遍偏 避壁 酶梅 "
    U"铁失 铝侣 锰猛 镁美 闭闲 降绛 陷焰 隧遂 雷需 霉梅 静净 颗棵 频颇 额颜 饲词 驱躯 骨肯 魂魄 "
    U"鲜解 鼓彭 龄怜";

}  // namespace

std::u32string LookAlikesOf(char32_t character) {
  std::u32string alike;
  for (std::size_t begin = 0; begin < kGroups.size();) {
    const std::size_t end = std::min(kGroups.find(U' ', begin), kGroups.size());
    const std::u32string_view group = kGroups.substr(begin, end - begin);
    begin = end + 1;
    if (group.find(character) == std::u32string_view::npos) continue;
    for (const char32_t c : group)
      if (c != character && alike.find(c) == std::u32string::npos) alike += c;
  }
  return alike;
}

}  // namespace dssearch::text
