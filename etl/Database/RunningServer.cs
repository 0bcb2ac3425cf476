namespace PersonEtl.Etl.Database;

/// <summary>A server that answers, with the database <c>personetl</c> in it.</summary>
/// <param name="ConnectionString">With the password, so never for a log.</param>
/// <param name="Way">How it was found.</param>
/// <param name="Version">What the server calls its version.</param>
/// <param name="Cluster">Where our own cluster lies; null when the server isn't ours.</param>
internal sealed record RunningServer(string ConnectionString, DatabaseWay Way, string Version, ClusterState? Cluster)
{
    public const string DatabaseName = "personetl";
}
