using System.Text;

namespace PersonEtl.Etl.Export;

/// <summary>
/// The values of one column of a row group as the writer wants them. The arrays are large and are used again for every column and row group.
/// </summary>
internal sealed class RowGroupValues
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private string?[] texts = [];
    private int?[] integers = [];
    private bool?[] booleans = [];
    private DateOnly?[] dates = [];
    private DateTime?[] instants = [];

    public ArraySegment<string?> Texts(ColumnValues values)
    {
        var made = Room(ref texts, values.Count);
        for (var row = 0; row < values.Count; row++)
        {
            made[row] = values switch
            {
                DictionaryValues of => of[row],
                TextValues of => of.IsPresent(row) ? Encoding.UTF8.GetString(of[row]) : null,
                _ => throw new ArgumentOutOfRangeException(nameof(values)),
            };
        }
        return new(made, 0, values.Count);
    }

    public ReadOnlyMemory<int?> Integers(NumberValues values) => Fill(ref integers, values, number => number);

    public ReadOnlyMemory<bool?> Booleans(NumberValues values) => Fill(ref booleans, values, number => number != 0);

    public ReadOnlyMemory<DateOnly?> Dates(NumberValues values) => Fill(ref dates, values, DateOnly.FromDayNumber);

    /// <summary>Floored to milliseconds: see <see cref="ParquetColumn"/>.</summary>
    public ReadOnlyMemory<DateTime?> Instants(InstantValues values)
    {
        var made = Room(ref instants, values.Count);
        for (var row = 0; row < values.Count; row++) made[row] = values.IsPresent(row) ? Epoch.AddTicks(Floored(values[row]) * TimeSpan.TicksPerMicrosecond) : null;
        return made.AsMemory(0, values.Count);
    }

    // in integers: a double holds no microsecond of year 9999, and rounds the last ones out of the calendar
    private static long Floored(long microseconds) => microseconds - (((microseconds % 1000) + 1000) % 1000);

    private static ReadOnlyMemory<T?> Fill<T>(ref T?[] array, NumberValues values, Func<int, T> make)
        where T : struct
    {
        var made = Room(ref array, values.Count);
        for (var row = 0; row < values.Count; row++) made[row] = values.IsPresent(row) ? make(values[row]) : null;
        return made.AsMemory(0, values.Count);
    }

    private static T[] Room<T>(ref T[] array, int count)
    {
        if (array.Length < count) array = new T[count + (count / 4)];
        return array;
    }
}
