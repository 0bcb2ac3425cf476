using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>
/// The settings of our cluster: made for one writer that loads a nation at night, safe on power loss (fsync stays on),
/// and silent about the values of failing statements. <c>alter system</c> overrides each of them.
/// </summary>
internal static class ClusterSettings
{
    public const string FileName = "personetl.conf";

    public static string Text(int port, string? socketFolder)
    {
        var buffers = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / 1024 / 1024, 128, 4096);
        return string.Create(CultureInfo.InvariantCulture, $"""
            # written at every start
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = '{socketFolder?.Replace("'", "''", StringComparison.Ordinal)}'
            shared_buffers = {buffers}MB
            work_mem = 32MB
            maintenance_work_mem = 256MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            wal_level = minimal
            max_wal_senders = 0
            wal_compression = on
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            # a failing statement may hold a person's data: its error goes to whoever sent it, and neither that nor the statement is logged
            log_min_messages = log
            log_min_error_statement = panic
            log_parameter_max_length_on_error = 0
            log_error_verbosity = terse

            """);
    }

    /// <summary>Code point order and full case mapping, the same on every machine.</summary>
    public static IReadOnlyList<string> Locale(int major)
    {
        if (major >= 17) return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
        return OperatingSystem.IsLinux() ? ["--locale=C.UTF-8"] : ["--locale=C"];
    }
}
