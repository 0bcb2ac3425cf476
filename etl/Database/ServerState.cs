namespace PersonEtl.Etl.Database;

/// <summary>Whether there is a server for this installation.</summary>
internal enum ServerState
{
    /// <summary>None was ever started from this data folder, and none is given.</summary>
    None,

    /// <summary>There is one, and it doesn't answer.</summary>
    Stopped,

    Running,
}
