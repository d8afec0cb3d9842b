package io.reissue.sandbox.kill.trap;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Found by Spring Boot in a child's {@code META-INF/spring.factories}: puts a trap behind the application's data source. */
public final class ArmedSandbox implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var point = KillPoint.parse(System.getProperty(KillPoint.PROPERTY));
        var trap = new Trap(point, () -> context.getBean(Clock.class));
        context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new TrappedDataSource(source, trap) : bean;
            }
        });
    }
}
