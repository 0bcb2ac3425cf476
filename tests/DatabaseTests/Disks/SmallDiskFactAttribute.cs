using PersonEtl.Etl.Database;

namespace PersonEtl.DatabaseTests.Disks;

/// <summary>A test with a disk of its own: skipped, with the reason, where the system lets this account mount none.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => Task.Run(ReasonAsync).GetAwaiter().GetResult());

    public SmallDiskFactAttribute() => Skip = Reason.Value;

    private static async Task<string?> ReasonAsync()
    {
        var folder = Directory.CreateTempSubdirectory("petl-disk-").FullName;
        try
        {
            string[] command = [.. SmallDisk.At(folder, 64), "true"];
            return (await ChildProcess.RunAsync(command[0], command[1..], new(), CancellationToken.None)).Succeeded ? null : "the system lets this account mount no small disk (unshare)";
        }
        catch (ChildProcessException e)
        {
            return e.Message;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
