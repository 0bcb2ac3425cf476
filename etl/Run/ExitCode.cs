namespace PersonEtl.Etl.Run;

/// <summary>The exit codes of every verb; the README documents them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command line was not understood (System.CommandLine's own code).</summary>
    public const int Usage = 1;

    /// <summary>A delivery is missing, incomplete, damaged or of the wrong kind; nothing was published.</summary>
    public const int BadInput = 2;

    /// <summary>No PostgreSQL was found, it could not be started, or it did not answer.</summary>
    public const int NoDatabase = 3;

    /// <summary>A check, guard or account stopped the night, or a rollback holds it; nothing was published.</summary>
    public const int CheckFailed = 4;

    /// <summary>Another run holds the lease, or took it from this one.</summary>
    public const int AlreadyRunning = 5;

    /// <summary>What was asked for is not in the mart.</summary>
    public const int NotFound = 6;

    /// <summary>Anything else went wrong; the message says what.</summary>
    public const int Broken = 70;

    /// <summary>Stopped by a signal or Ctrl+C.</summary>
    public const int Cancelled = 130;
}
