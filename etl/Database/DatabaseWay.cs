namespace PersonEtl.Etl.Database;

/// <summary>The ways to a PostgreSQL, in the order in which they are tried.</summary>
internal enum DatabaseWay
{
    /// <summary>A connection string in <c>PERSONETL_PG</c>.</summary>
    Given,

    /// <summary>The cluster this installation made before, running or started again.</summary>
    Running,

    /// <summary>Server binaries on this machine.</summary>
    Binaries,

    /// <summary>Pinned server binaries through npm.</summary>
    Npm,

    /// <summary>The distribution's package, for root with apt-get.</summary>
    Apt,

    /// <summary>Service <c>db</c> of the compose file.</summary>
    Docker,
}
