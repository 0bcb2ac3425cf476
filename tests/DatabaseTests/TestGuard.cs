using System.Diagnostics;

namespace PersonEtl.DatabaseTests;

/// <summary>
/// A shell that waits at a pipe from this process. When the pipe closes, however this process ended, it stops every server
/// whose folder begins with <see cref="Prefix"/> and removes these folders.
/// </summary>
internal static class TestGuard
{
    private const long Room = 8L << 30;

    private static readonly Lazy<string> Started = new(Start);

    /// <summary>How the folders of this test process begin; short, since the path of a socket ends at 107 bytes.</summary>
    public static string Prefix => Started.Value;

    /// <summary>Makes a folder for one test. Should the test not remove it, it goes with the process.</summary>
    public static string NewFolder() => Directory.CreateDirectory($"{Prefix}-{Guid.NewGuid().ToString("N")[..12]}").FullName;

    /// <summary>In memory where there is room for all of it: the tests make and remove some hundred thousand files.</summary>
    private static string Place()
    {
        const string Memory = "/dev/shm";
        return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room ? Memory : "/tmp";
    }

    private static string Start()
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The tests' PostgreSQL needs a Unix system: run them in WSL.");
        var prefix = $"{Place()}/petl-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
        var script = $$"""
            trap '' INT TERM HUP
            read _
            servers() { for f in {{prefix}}*/data/postmaster.pid {{prefix}}*/pg/*/data/postmaster.pid; do [ -f "$f" ] && head -n 1 "$f"; done; }
            ours() { ps -o args= -p "$1" 2>/dev/null | grep -q {{prefix}}; }
            for p in $(servers); do ours $p && kill -INT $p; done
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do [ -z "$(servers)" ] && break; sleep 0.1; done
            for p in $(servers); do ours $p && kill -QUIT $p; done
            rm -rf {{prefix}}*
            """;
        var guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            guard.StandardInput.Close();
            guard.WaitForExit(10_000);
        };
        return prefix;
    }
}
