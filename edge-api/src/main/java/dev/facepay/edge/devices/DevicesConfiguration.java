package dev.facepay.edge.devices;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Devices: how they enrol, where they are, that they are alive. */
@Configuration(proxyBeanMethods = false)
@Import({EnrolmentService.class, DeviceController.class})
class DevicesConfiguration {}
