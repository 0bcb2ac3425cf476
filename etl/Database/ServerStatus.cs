namespace PersonEtl.Etl.Database;

/// <summary>What is known of the server without starting one.</summary>
/// <param name="Server">Only when it runs.</param>
/// <param name="Cluster">Our own cluster, if this data folder has one.</param>
internal sealed record ServerStatus(ServerState State, RunningServer? Server, ClusterState? Cluster);
