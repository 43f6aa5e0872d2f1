import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node of a cluster of OpenSearch on the loopback interface, for tests and measurements; start.sh
 * starts as many as a cluster has.
 *
 * <p>ClusterNode FOLDER NODES NUMBER PORT: of NODES nodes the one with this NUMBER, from 0, which
 * keeps its data in FOLDER/nodeNUMBER, answers HTTP at PORT + NUMBER and the other nodes at PORT +
 * 100 + NUMBER. It runs until it is ended.
 */
final class ClusterNode extends Node {
  private static final int TRANSPORT = 100;

  private ClusterNode(Environment environment) {
    super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), true);
  }

  private static String nameOf(int number) {
    return "node" + number;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    int nodes = Integer.parseInt(arguments[1]);
    int number = Integer.parseInt(arguments[2]);
    int port = Integer.parseInt(arguments[3]);
    String name = nameOf(number);
    Path config = Files.createDirectories(folder.resolve(name).resolve("config"));
    Settings settings =
        Settings.builder()
            .put("cluster.name", "dssearch")
            .put("node.name", name)
            .put("path.home", folder.resolve(name).toString())
            .put("network.host", "127.0.0.1")
            .put("http.type", "netty4")
            .put("http.port", port + number)
            .put("transport.type", "netty4")
            .put("transport.port", port + TRANSPORT + number)
            .putList(
                "discovery.seed_hosts",
                IntStream.range(0, nodes)
                    .mapToObj(other -> "127.0.0.1:" + (port + TRANSPORT + other))
                    .toList())
            .putList(
                "cluster.initial_cluster_manager_nodes",
                IntStream.range(0, nodes).mapToObj(ClusterNode::nameOf).toList())
            // A test goes on where a disk is nearly full.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    ClusterNode node =
        new ClusterNode(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> name));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (Exception e) {
                    System.err.println(name + ": " + e);
                  }
                }));
    node.start();
    new CountDownLatch(1).await();
  }
}
