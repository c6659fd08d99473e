using System.Reflection;
using Olympus.Kernel.Data;

namespace Olympus.Api.Kernel;

public sealed class ReadingRows(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public sealed record Shape(int Number, string? Name = null);

    /// <summary>A reader is compiled once for each list of columns, however the statements take turns: compiling takes longer than most of them.</summary>
    [Fact]
    public async Task Knows_every_list_of_columns_that_a_record_was_read_from()
    {
        var shop = await Shop.Open(server);
        Sql[] statements = [new("select 1 as number"), new("select 'a' as name, 2 as number"), new("select 3 as number, 'b' as name")];
        for (var round = 0; round < 5; round++)
        {
            var read = new List<Shape>();
            foreach (var statement in statements)
                read.AddRange(await shop.Db.Query<Shape>(statement, Ct));
            read.ShouldBe([new(1), new(2, "a"), new(3, "b")]);
        }

        Plans(typeof(Shape)).ShouldBe(statements.Length);
        (await shop.Db.Query<TimeOnly?>(new("select time '09:30' as opens"), Ct)).ShouldBe([new(9, 30)]);
        (await shop.Db.Query<TimeOnly?>(new("select time '17:00' as closes"), Ct)).ShouldBe([new(17, 0)]);
        Plans(typeof(TimeOnly?)).ShouldBe(1);
    }

    private static int Plans(Type read)
    {
        var rows = typeof(TenantDb).Assembly.GetType("Olympus.Kernel.Data.Rows`1", throwOnError: true)!.MakeGenericType(read);
        return ((Array)rows.GetField("_plans", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!).Length;
    }
}
