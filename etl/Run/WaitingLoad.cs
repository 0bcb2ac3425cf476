using Npgsql;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Run;

/// <summary>Stages what KRR holds under numbers that no person has its contact data by, and that are neither an erased person's nor those of one who is kept.</summary>
internal static class WaitingLoad
{
    private const int RowsAtOnce = 1000;

    public static async Task<TableRows> RunAsync(NpgsqlDataSource dataSource, ContactCount contacts, IReadOnlySet<ulong> never, bool withCertificate, Seam seam, CancellationToken cancellationToken)
    {
        long made = 0;
        var rows = new CopyRows();
        await using var copy = StagingCopy.Into(dataSource, WaitingContactTable.Table);
        foreach (var contact in contacts.Waiting(never))
        {
            if (!withCertificate) contact.Certificate = default;
            WaitingContactTable.Table.Write(contact, rows);
            if (rows.Rows == RowsAtOnce) await FlushAsync();
        }
        await FlushAsync();
        await copy.CompleteAsync(cancellationToken);
        return TableRows.Whole(made, copy.Rows);

        async Task FlushAsync()
        {
            made += rows.Rows;
            await copy.WriteAsync(seam.Pass($"copy {WaitingContactTable.Table.FullName}", rows), cancellationToken);
            rows.Clear();
        }
    }
}
