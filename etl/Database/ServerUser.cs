using System.Globalization;

namespace PersonEtl.Etl.Database;

/// <summary>The unprivileged account that a server started by root runs as, since PostgreSQL refuses root.</summary>
internal sealed record ServerUser(string Name, uint UserId, uint GroupId)
{
    /// <summary>The account for servers of this process: null means this process's own.</summary>
    /// <param name="earlier">The account that owns the cluster already: it stays with it, whatever accounts came since.</param>
    /// <exception cref="NoDatabaseException">Root, and no account to become.</exception>
    public static ServerUser? ForThisProcess(string? earlier = null)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return null;
        return Choose(File.ReadLines("/etc/passwd"), earlier)
            ?? throw new NoDatabaseException("PostgreSQL doesn't run as root, and neither account `postgres` nor `nobody` exists to run it as. Run as a plain user, or set PERSONETL_PG.");
    }

    /// <summary>The earlier account, else <c>postgres</c>, else <c>nobody</c>, of the lines of a passwd file.</summary>
    public static ServerUser? Choose(IEnumerable<string> passwd, string? earlier = null)
    {
        var accounts = passwd.Select(l => l.Split(':')).Where(f => f.Length >= 4).ToLookup(f => f[0], StringComparer.Ordinal);
        var fields = accounts[earlier ?? ""].Concat(accounts["postgres"]).Concat(accounts["nobody"]).FirstOrDefault(f => !string.Equals(f[2], "0", StringComparison.Ordinal));
        return fields is null ? null : new(fields[0], uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
