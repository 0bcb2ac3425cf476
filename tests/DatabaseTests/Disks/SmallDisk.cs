namespace PersonEtl.DatabaseTests.Disks;

/// <summary>A disk of a few kilobytes that only the processes see that are started by it: in a name space of their own, where a plain account may mount memory as well.</summary>
internal static class SmallDisk
{
    // root stays what it is: in a name space of accounts it could not enter the folder of the tests' server
    private static readonly string[] NameSpace = Environment.IsPrivilegedProcess ? ["unshare", "--mount"] : ["unshare", "--user", "--map-root-user", "--mount"];

    /// <summary>What starts a program with such a disk in the place of a folder.</summary>
    public static string[] At(string folder, int kilobytes)
        => [.. NameSpace, "/bin/sh", "-c", "mount -t tmpfs -o size=\"$1\"k none \"$2\" && shift 2 && exec \"$@\"", "sh", FormattableString.Invariant($"{kilobytes}"), folder];

    /// <summary>What starts a shell that dies with all that it started when its parent does.</summary>
    public static string[] Shell(string script) => [.. NameSpace, "--pid", "--fork", "--kill-child", "/bin/sh", "-c", script];
}
