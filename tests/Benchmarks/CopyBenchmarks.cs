using System.Runtime.CompilerServices;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Benchmarks;

/// <summary>Staging the person table's rows through a connection, against the server loading the same bytes from a file, where it may; else against one write of them all.</summary>
internal static class CopyBenchmarks
{
    private static readonly string Target = $"{Staging.NameOf(PersonTables.Person)} ({string.Join(", ", PersonTables.Person.Descriptions.Select(c => c.Name))})";

    public static async IAsyncEnumerable<Benchmark> OfAsync(BenchmarkWorld world, BenchmarkDatabase database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NpgsqlDataSource dataSource;
        try
        {
            dataSource = await database.OpenAsync(cancellationToken);
        }
        catch (NoDatabaseException e)
        {
            Console.Error.WriteLine($"copy: skipped, there is no PostgreSQL. {e.Message}");
            yield break;
        }
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken)) await Staging.PrepareAsync(connection, cancellationToken);
        var pass = await PersonPass.MakeAsync(world, cancellationToken);
        CopyRows[] rows = [.. pass.Batches().Select(b => b.Copy(0))];
        var file = Path.Combine(world.Folder, "person.copy");
        await WriteFileAsync(file, rows, cancellationToken);
        var (against, theirs) = await LoadsFileAsync(dataSource, file, cancellationToken)
            ? ("copy from a file on the server (limit)", () => ExecuteAsync(dataSource, FromFile(file), CancellationToken.None))
            : ("one write of the same bytes (limit)", await OneWriteAsync(dataSource, file, cancellationToken));
        yield return new("copy", against, world.Persons, "persons", () => StageAsync(dataSource, rows), theirs)
        {
            IsLocal = false,
            Reset = () => ExecuteAsync(dataSource, $"truncate {Staging.NameOf(PersonTables.Person)}", CancellationToken.None),
        };
    }

    private static async Task StageAsync(NpgsqlDataSource dataSource, CopyRows[] rows)
    {
        await using var copy = StagingCopy.Into(dataSource, PersonTables.Person);
        foreach (var some in rows) await copy.WriteAsync(some, CancellationToken.None);
        await copy.CompleteAsync(CancellationToken.None);
    }

    private static async Task<Func<Task>> OneWriteAsync(NpgsqlDataSource dataSource, string file, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        return async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync();
            await using var stream = await connection.BeginRawBinaryCopyAsync($"copy {Target} from stdin (format binary)");
            await stream.WriteAsync(bytes);
        };
    }

    /// <summary>The rows as a file of COPY: header, rows, trailer.</summary>
    private static async Task WriteFileAsync(string path, CopyRows[] rows, CancellationToken cancellationToken)
    {
        byte[] header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] trailer = [0xff, 0xff];
        await using var stream = File.Create(path);
        await stream.WriteAsync(header, cancellationToken);
        foreach (var some in rows) await stream.WriteAsync(some.Bytes, cancellationToken);
        await stream.WriteAsync(trailer, cancellationToken);
    }

    /// <summary>Whether the server can open the file: it may be elsewhere, or the account may not.</summary>
    private static async Task<bool> LoadsFileAsync(NpgsqlDataSource dataSource, string file, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(dataSource, FromFile(file), cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFile)
        {
            Console.Error.WriteLine($"copy: the server can't read a file of this machine ({e.SqlState}); measured against one write instead.");
            return false;
        }
    }

    private static string FromFile(string file) => $"copy {Target} from '{file.Replace("'", "''", StringComparison.Ordinal)}' (format binary)";

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
